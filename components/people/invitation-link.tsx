import { Link2 } from 'lucide-react';
import { ShownOnce } from '#components/shared/shown-once.tsx';
import type { InvitedUser } from '#lib/contracts/user.ts';

/** The one time that an invitation's link is shown. */
export function InvitationLink({ invited }: { invited: InvitedUser }) {
  const { link, item } = invited;
  return (
    <ShownOnce what="link" icon={Link2} title={`Send this link to ${item.email}: it is not shown again`} text={link}>
      Whoever opens it chooses the password of this account. It works once, for seven days; earlier links have ended.
    </ShownOnce>
  );
}
