import type { Metadata } from 'next';
import { UnsubscribePage } from '#components/auth/unsubscribe-page.tsx';
import { getUnsubscription } from '#lib/views/mail/get-unsubscription.ts';
import { getSystem } from '#lib/web/system.ts';

export const metadata: Metadata = { title: 'Stop mails', robots: { index: false } };

export default async function Unsubscribe({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <UnsubscribePage token={token} view={await getUnsubscription(getSystem(), token)} />;
}
