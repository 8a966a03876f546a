import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { prefetchQueue } from '#app/(dashboard)/queue/prefetch-queue.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { QueueScreen } from '#components/queue/queue-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Queue');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function QueuePage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const client = new QueryClient();
  await prefetchQueue(client, ctx, searchOf(search));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <QueueScreen mayWork={getRights(ctx).has('finding:write')} />
    </HydrationBoundary>
  );
}
