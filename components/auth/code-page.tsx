import { PlainPage } from '#components/shell/plain-page.tsx';
import { CodeStep } from './code-step.tsx';

/** The second step of signing in. `next`: where to go on to, an address on this site. */
export function CodePage({ next }: { next: string }) {
  return (
    <PlainPage width="max-w-sm">
      <h1 className="font-semibold text-20 tracking-tight">Second step</h1>
      <p className="mt-1 mb-5 text-pretty text-14 text-soft">
        Type the six digits that your authenticator app shows for Plumbline.
      </p>
      <CodeStep next={next} />
    </PlainPage>
  );
}
