import { ErrorPanel } from '#components/ui/error-panel.tsx';

/** In the place of something that the server did not give: `what` is "The uploads", with its verb left to us. */
export function Unreadable({ what, error }: { what: string; error: unknown }) {
  const advice = error instanceof Error ? error.message : 'Try again.';
  return <ErrorPanel title={`${what} could not be read`} kept="Nothing was changed." advice={advice} />;
}
