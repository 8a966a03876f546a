import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { MailScreen } from '#components/mail/mail-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { mailQuery } from '#components/queries/mail.ts';
import { rowNumber } from '#lib/contracts/common.ts';
import type { MailView } from '#lib/contracts/mail.ts';
import { Fault } from '#lib/errors.ts';
import { getMail } from '#lib/views/mail/get-mail.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Mail' };

/** Null for a refusal: the browser asks again, and shows why. */
const unlessRefused = (reading: Promise<MailView>): Promise<MailView | null> =>
  reading.catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'forbidden') return null;
    throw error;
  });

function idOf(text: string): number {
  const { data } = rowNumber.safeParse(text);
  return data ?? notFound();
}

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id }] = await Promise.all([getPageContext(), params]);
  const mail = await readOrNotFound(unlessRefused(getMail(ctx, idOf(id))));
  const client = new QueryClient();
  if (mail !== null) client.setQueryData(mailQuery(id).queryKey, mail);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MailScreen id={id} />
    </HydrationBoundary>
  );
}
