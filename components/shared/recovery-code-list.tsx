'use client';

import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';

/** The one time that recovery codes are shown. */
export function RecoveryCodeList({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const text = codes.join('\n');
  return (
    <section
      role="status"
      aria-label="The new recovery codes"
      className="rounded-card border border-line-strong bg-side p-4"
    >
      <p className="font-medium text-13">Keep these recovery codes: they are not shown again</p>
      <p className="mt-1 text-13 text-soft">
        If you lose your phone, each of them signs you in once in place of a code of the app. Keep them where you keep
        passwords.
      </p>
      <ul className="my-3 grid grid-cols-[repeat(auto-fill,minmax(168px,1fr))] gap-x-4 gap-y-1 rounded-control border bg-raised px-3 py-2 font-mono text-13">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={text} what="recovery codes" words="Copy all" />
        <Button size="sm" variant="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </section>
  );
}
