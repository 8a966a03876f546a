import { Link2 } from 'lucide-react';
import { CopyButton } from '#components/ui/copy-button.tsx';
import type { InvitedUser } from '#lib/contracts/user.ts';

/** The one time that an invitation's link is shown. */
export function InvitationLink({ invited }: { invited: InvitedUser }) {
  const { link, item } = invited;
  return (
    <section role="status" aria-label="The new link" className="rounded-card border border-line-strong bg-side p-4">
      <p className="flex min-w-0 items-start gap-2 font-medium text-13">
        <Link2 aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
        <span className="min-w-0 break-words">Send this link to {item.email}: it is not shown again</span>
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 break-all rounded-control border bg-raised px-2.5 py-1.5 font-mono text-13">
          {link}
        </code>
        <CopyButton text={link} what="link" words />
      </div>
      <p className="mt-2 text-12 text-soft">
        Whoever opens it chooses the password of this account. It works once, for seven days; earlier links have ended.
      </p>
    </section>
  );
}
