import type { Metadata } from 'next';
import { OwnMailSection } from '#components/mail/own-mail-section.tsx';
import { getOwnMail } from '#lib/views/mail/get-own-mail.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Mail' };

export default async function OwnMailPage() {
  return <OwnMailSection initial={await getOwnMail(await getPageContext())} />;
}
