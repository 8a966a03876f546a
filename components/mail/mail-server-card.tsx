'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { mailHref } from '#components/queries/addresses.ts';
import { sendTestMail } from '#components/queries/mail.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { DigestSettingsView } from '#lib/contracts/mail.ts';
import { formatCount } from '#lib/format.ts';

type MailServer = DigestSettingsView['mail_server'];

function State({ server: { state, reason, waiting } }: { server: MailServer }) {
  const line = (icon: ReactNode, look: string, words: string, more: ReactNode = null) => (
    <div className="flex items-start gap-2">
      <span className={`mt-px [&_svg]:size-4 ${look}`}>{icon}</span>
      <div className="min-w-0 break-words">
        <p className={`font-medium ${look}`}>{words}</p>
        {more}
      </div>
    </div>
  );
  switch (state) {
    case 'none':
      return line(
        <CircleDashed aria-hidden />,
        'text-soft',
        'No mail server: mails are kept, and read on screen',
        <p>
          To send them, set <code className="font-mono text-12">SMTP_URL</code> and{' '}
          <code className="font-mono text-12">MAIL_FROM</code>; docs/mail.md says how.
        </p>,
      );
    case 'unused':
      return line(<CircleDashed aria-hidden />, 'text-soft', 'Nothing was sent yet: send a test mail');
    case 'working':
      return line(<CircleCheck aria-hidden />, 'text-clean', 'Works: it took the last mail that it was given');
    case 'failing':
      return line(
        <CircleX aria-hidden />,
        'text-failed',
        'Does not take mails',
        <p>
          {reason}
          {waiting > 0 ? ` ${formatCount(waiting, 'mail')} wait for it, and none is lost.` : ''}
        </p>,
      );
  }
}

/** Whether mails leave, and a mail to try it. */
export function MailServerCard({ server }: { server: MailServer }) {
  const client = useQueryClient();
  const test = useMutation({ mutationFn: sendTestMail, onSettled: () => client.invalidateQueries() });
  const { address, from } = server;
  return (
    <Card
      title="Mail server"
      note={address === null ? undefined : <span className="break-all">{`${address}, as ${from ?? ''}`}</span>}
      actions={
        <Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
          {server.state === 'none' ? 'Make a test mail' : 'Send me a test mail'}
        </Button>
      }
    >
      <div className="flex flex-col gap-2 pt-1 text-13">
        <State server={server} />
        <p role="status" className="empty:hidden">
          {test.data === undefined ? null : (
            <>
              A test mail {test.data.item.state === 'waiting' ? 'is on its way' : 'was made'}.{' '}
              <TextLink href={mailHref(test.data.item.id)}>See what becomes of it</TextLink>
            </>
          )}
        </p>
        <p role="alert" className="text-failed empty:hidden">
          {test.error?.message}
        </p>
      </div>
    </Card>
  );
}
