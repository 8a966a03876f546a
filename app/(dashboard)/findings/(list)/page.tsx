import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { FindingsExplorer } from '#components/finding-list/explorer.tsx';
import { isGrouped, readFilters, searchOf } from '#components/finding-list/filters.ts';
import { findingFacetsQuery, findingGroupsQuery, findingsQuery, PAGE_SIZE } from '#components/queries/findings.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Findings');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FindingsPage({ searchParams }: Props) {
  const ctx = await getPageContext();
  const search = searchOf(await searchParams);
  const { filters } = readFilters(search);
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  const params = { ...filters, limit: PAGE_SIZE };
  await Promise.all([
    isGrouped(search)
      ? client.prefetchInfiniteQuery({
          ...findingGroupsQuery(scope, filters),
          queryFn: () => getFindingGroups(ctx, params),
          retry: false,
        })
      : client.prefetchInfiniteQuery({
          ...findingsQuery(scope, filters),
          queryFn: () => getFindings(ctx, params),
          retry: false,
        }),
    client.prefetchQuery({
      ...findingFacetsQuery(scope, filters),
      queryFn: () => getFindingFacets(ctx, params),
      retry: false,
    }),
  ]);
  const mine = getRights(ctx);
  const rights = {
    request: mine.has('exception:request'),
    decide: mine.has('exception:decide'),
    work: mine.has('finding:write'),
  };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FindingsExplorer rights={rights} />
    </HydrationBoundary>
  );
}
