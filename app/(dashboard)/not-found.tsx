import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** Inside the frame: what the address names is not here, or not for this person. */
export default function NotFoundHere() {
  return (
    <EmptyState
      kind="filtered-out"
      title="There is nothing at this address"
      action={
        <LinkButton href="/" variant="primary">
          Go to Today
        </LinkButton>
      }
    >
      It may have been removed or renamed, or your role does not see it.
    </EmptyState>
  );
}
