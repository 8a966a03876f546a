import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { QUEUE_PAGE, queueQuery } from '#components/queries/actions.ts';
import { readQueueFilters } from '#components/queue/filters.ts';
import { QueueScreen } from '#components/queue/queue-screen.tsx';
import { actionListParams } from '#lib/contracts/action.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Queue');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function QueuePage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readQueueFilters((name) => [search[name]].flat()[0] ?? null);
  const params = actionListParams.safeParse({ ...filters, limit: QUEUE_PAGE });
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  if (params.success) {
    await client.prefetchInfiniteQuery({
      ...queueQuery(ctx.chosen?.text ?? null, filters),
      queryFn: () => getActions(ctx, params.data),
      retry: false,
    });
  }
  const mayWork = getRights(ctx).has('finding:write');
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <QueueScreen mayWork={mayWork} />
    </HydrationBoundary>
  );
}
