import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { prefetchTrends } from '#app/(dashboard)/trends/prefetch-trends.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { TrendsScreen } from '#components/trends/trends-screen.tsx';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Trends');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TrendsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const today = await todayOf(ctx);
  const client = new QueryClient();
  await prefetchTrends(client, ctx, searchOf(search), today);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrendsScreen today={today} />
    </HydrationBoundary>
  );
}
