import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { trendQuery, trendSearch } from '#components/queries/trends.ts';
import { readTrendFilters } from '#components/trends/filters.ts';
import { FIRST_CHARTS } from '#components/trends/messages.ts';
import { TrendsScreen } from '#components/trends/trends-screen.tsx';
import { trendParams } from '#lib/contracts/trend.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Trends');

export default async function TrendsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const today = await todayOf(ctx);
  const filters = readTrendFilters((name) => [search[name]].flat()[0] ?? null, today);
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  // What cannot be read here is read by the browser, which says why it failed.
  await Promise.all(
    FIRST_CHARTS.map((metric) =>
      client.prefetchQuery({
        ...trendQuery(scope, metric, filters),
        queryFn: () => getTrend(ctx, trendParams.parse(Object.fromEntries(trendSearch(metric, filters)))),
        retry: false,
      }),
    ),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrendsScreen today={today} />
    </HydrationBoundary>
  );
}
