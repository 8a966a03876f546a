import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchList } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { grantParams, readPrivilegeFilters } from '#components/privileges/filters.ts';
import { RightsScreen } from '#components/privileges/rights-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Rights');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RightsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPrivilegeFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchList(ctx, 'grants', grantParams(filters))}>
      <RightsScreen />
    </HydrationBoundary>
  );
}
