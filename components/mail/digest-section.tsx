'use client';

import { useQuery } from '@tanstack/react-query';
import { digestSettingsQuery } from '#components/queries/mail.ts';
import type { DigestSettingsView } from '#lib/contracts/mail.ts';
import { DefaultsCard } from './defaults-card.tsx';
import { FailedAddressesCard } from './failed-addresses-card.tsx';
import { LastMailsCard } from './last-mails-card.tsx';
import { MailServerCard } from './mail-server-card.tsx';
import { PreviewCard } from './preview-card.tsx';

/** Settings of mails: whether they leave, who gets which, and what became of them. */
export function DigestSection({ initial }: { initial: DigestSettingsView }) {
  const { data: settings } = useQuery({ ...digestSettingsQuery(), initialData: initial });
  return (
    <div className="flex max-w-[760px] flex-col gap-6">
      <MailServerCard server={settings.mail_server} />
      <FailedAddressesCard failed={settings.failed_addresses} />
      <DefaultsCard settings={settings} />
      <PreviewCard />
      <LastMailsCard />
    </div>
  );
}
