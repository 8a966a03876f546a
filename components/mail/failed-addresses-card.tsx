import { repairAddress } from '#components/queries/mail.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { DigestSettingsView } from '#lib/contracts/mail.ts';

type Failed = DigestSettingsView['failed_addresses'][number];

function Row({ failed: { user, name, address, at, reason } }: { failed: Failed }) {
  const act = async () => {
    await repairAddress(user);
    return { title: `Mails are sent to ${name} again`, description: 'The first one is on its way.' };
  };
  return (
    <li className="flex items-start justify-between gap-3 border-t py-3 first:border-t-0">
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>
          <span className="font-medium">{name}</span> <span className="text-soft">{address}</span>{' '}
          <span className="text-12 text-faint">
            for <RelativeTime at={at} />
          </span>
        </p>
        <p className="text-failed">{reason}</p>
      </div>
      <ConfirmButton
        trigger={
          <Button size="sm" aria-label={`Repair the address of ${name}`}>
            Repair
          </Button>
        }
        title={`Send mails to ${name} again?`}
        description="A first mail is sent now. If it is refused too, mails are stopped again."
        keep="Not now"
        confirm="Send"
        act={act}
      />
    </li>
  );
}

/** Addresses that the mail server refuses for good: nothing is sent to them until somebody repairs them. */
export function FailedAddressesCard({ failed }: { failed: readonly Failed[] }) {
  if (failed.length === 0) return null;
  return (
    <Card
      title="Addresses that refuse mails"
      note="Nothing is sent to them. A person’s address is changed by whoever runs Plumbline, or at their sign-in provider."
    >
      <ul className="text-13">
        {failed.map((one) => (
          <Row key={one.user} failed={one} />
        ))}
      </ul>
    </Card>
  );
}
