import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readMailFilters } from '#components/mail/filters.ts';
import { MailsScreen } from '#components/mail/mails-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { MAIL_PAGE, mailParams, mailsQuery } from '#components/queries/mail.ts';
import { mailListParams } from '#lib/contracts/mail.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getMails } from '#lib/views/mail/get-mails.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Mails' };

export default async function MailsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const mayReadAll = getRights(ctx).has('settings:write');
  const filters = readMailFilters((name) => [search[name]].flat()[0] ?? null, mayReadAll);
  const params = mailListParams.parse({ ...mailParams(filters), limit: MAIL_PAGE });
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchInfiniteQuery({ ...mailsQuery(filters), queryFn: () => getMails(ctx, params), retry: false });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <MailsScreen mayReadAll={mayReadAll} hasMailServer={ctx.env.SMTP_URL !== undefined} />
    </HydrationBoundary>
  );
}
