import type { QueryClient } from '@tanstack/react-query';
import { trendQuery, trendSearch } from '#components/queries/trends.ts';
import { readTrendFilters } from '#components/trends/filters.ts';
import { FIRST_CHARTS } from '#components/trends/messages.ts';
import type { Context } from '#lib/context.ts';
import { trendParams } from '#lib/contracts/trend.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';

/** The first charts of the time that the address asks for. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchTrends(
  client: QueryClient,
  ctx: Context,
  search: URLSearchParams,
  today: string,
): Promise<void> {
  const filters = readTrendFilters((name) => search.get(name), today);
  await Promise.all(
    FIRST_CHARTS.map((metric) =>
      client.prefetchQuery({
        ...trendQuery(ctx.chosen?.text ?? null, metric, filters),
        queryFn: () => getTrend(ctx, trendParams.parse(Object.fromEntries(trendSearch(metric, filters)))),
        retry: false,
      }),
    ),
  );
}
