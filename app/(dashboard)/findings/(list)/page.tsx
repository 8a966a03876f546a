import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import { titled } from '#app/(dashboard)/titled.ts';
import { FindingsExplorer } from '#components/finding-list/explorer.tsx';
import { searchOf } from '#components/finding-list/filters.ts';
import { readList, saysMore } from '#components/finding-list/list-address.ts';
import { COLUMNS_COOKIE, ownColumns } from '#components/finding-list/own-columns.ts';
import { findingFacetsQuery, findingGroupsQuery, findingsQuery, PAGE_SIZE } from '#components/queries/findings.ts';
import { savedViewsQuery } from '#components/queries/saved-views.ts';
import type { Context } from '#lib/context.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getViews } from '#lib/views/saved-view/get-views.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Findings');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The list that the address says, itself or by the name of a view. */
async function readAddress(search: URLSearchParams, client: QueryClient, ctx: Context) {
  const views = await getViews(ctx, { screen: 'findings' });
  client.setQueryData(savedViewsQuery('findings').queryKey, views);
  const view = saysMore(search) ? undefined : views.items.find(({ key }) => key === search.get('view'));
  return readList(view === undefined ? search : new URLSearchParams(view.search));
}

export default async function FindingsPage({ searchParams }: Props) {
  const [ctx, whole, jar] = await Promise.all([getPageContext(), getUnscopedContext(), cookies()]);
  const client = new QueryClient();
  const { filters, grouped } = await readAddress(searchOf(await searchParams), client, whole);
  const scope = ctx.chosen?.text ?? null;
  const params = { ...filters, limit: PAGE_SIZE };
  await Promise.all([
    grouped
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
      <FindingsExplorer rights={rights} columns={ownColumns(jar.get(COLUMNS_COOKIE)?.value)} />
    </HydrationBoundary>
  );
}
