import { useMutation } from '@tanstack/react-query';
import { previewDigest, repairAddress } from '#components/queries/mail.ts';
import { ConfirmButton } from '#components/shared/confirm-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { OwnMailView } from '#lib/contracts/mail.ts';
import { ShownDigest } from './shown-digest.tsx';

function Failed({ own, reason, at }: { own: OwnMailView; reason: string; at: string }) {
  const act = async () => {
    await repairAddress(null);
    return { title: 'Mails are sent to you again', description: 'The first one is on its way.' };
  };
  return (
    <div role="alert" className="flex flex-col items-start gap-3 rounded-control border border-failed p-4">
      <p>
        Nothing has been sent to <span className="break-all font-medium">{own.address}</span> for{' '}
        <RelativeTime at={at} />: the mail server refuses it. <span className="break-words text-soft">{reason}</span>
      </p>
      <ConfirmButton
        trigger={<Button>Send mails again</Button>}
        title="Send mails to this address again?"
        description="A first mail is sent now. If it is refused too, mails are stopped again."
        keep="Not now"
        confirm="Send"
        act={act}
      />
    </div>
  );
}

/** Where mails go, and where they can be read. */
export function OwnAddressCard({ own }: { own: OwnMailView }) {
  const { address, address_failed: failed, mail_server: sends } = own;
  const preview = useMutation({ mutationFn: previewDigest });
  return (
    <Card title="Your mails">
      <div className="flex flex-col items-start gap-3 text-13">
        {failed === null ? (
          <p className="[overflow-wrap:anywhere]">
            {sends
              ? `They go to ${address}. Each can be read here too.`
              : 'No mail server is configured: your mails are not sent, and can be read here.'}
          </p>
        ) : (
          <Failed own={own} {...failed} />
        )}
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/mails">Read your mails</LinkButton>
          <Button busy={preview.isPending} onClick={() => preview.mutate({})}>
            Show this week’s digest
          </Button>
        </div>
        <ShownDigest preview={preview} />
      </div>
    </Card>
  );
}
