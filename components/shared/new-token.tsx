import { KeyRound } from 'lucide-react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import type { CreatedToken } from '#lib/contracts/token.ts';

/** The one time that a token is shown. */
export function NewToken({ created }: { created: CreatedToken }) {
  const { token, item } = created;
  return (
    <section role="status" aria-label="The new token" className="rounded-card border border-line-strong bg-side p-4">
      <p className="flex items-center gap-2 font-medium text-13">
        <KeyRound aria-hidden className="size-4 text-faint" />
        Copy “{item.name}” now: it is not shown again
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 break-all rounded-control border bg-raised px-2.5 py-1.5 font-mono text-13">
          {token}
        </code>
        <CopyButton text={token} what="token" words />
      </div>
      <p className="mt-2 text-12 text-soft">
        Only its hash is stored. Put it into the secret store of your CI as PLUMBLINE_TOKEN, never into a file.
        {item.expires_at === null ? (
          ' It never ends.'
        ) : (
          <>
            {' '}
            It ends on <CalendarDay at={item.expires_at} />.
          </>
        )}
      </p>
    </section>
  );
}
