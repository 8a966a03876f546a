import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FeedsScreen } from '#components/feeds/feeds-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { feedsQuery } from '#components/queries/feeds.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getFeeds } from '#lib/views/feed/get-feeds.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Feeds' };

export default async function FeedsPage() {
  const ctx = await getPageContext();
  const rights = getRights(ctx);
  if (!rights.has('feed:read')) notFound();
  const client = new QueryClient();
  await client.fetchQuery({ ...feedsQuery(), queryFn: () => getFeeds(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FeedsScreen mayChange={rights.has('feed:write')} seesSinks={rights.has('sink:read')} />
    </HydrationBoundary>
  );
}
