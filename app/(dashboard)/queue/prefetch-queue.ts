import type { QueryClient } from '@tanstack/react-query';
import { QUEUE_PAGE, queueQuery } from '#components/queries/actions.ts';
import { readQueueFilters } from '#components/queue/filters.ts';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { getActions } from '#lib/views/action/get-actions.ts';

/** The first fixes that the address asks for. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchQueue(client: QueryClient, ctx: Context, search: URLSearchParams): Promise<void> {
  const filters = readQueueFilters((name) => search.get(name));
  const params = actionListParams.safeParse({ ...filters, limit: QUEUE_PAGE });
  if (!params.success) return;
  await client.prefetchInfiniteQuery({
    ...queueQuery(ctx.chosen?.text ?? null, filters),
    queryFn: () => getActions(ctx, params.data),
    retry: false,
  });
}
