import type { QueryClient } from '@tanstack/react-query';
import { readList, saysMore } from '#components/finding-list/list-address.ts';
import { findingFacetsQuery, findingGroupsQuery, findingsQuery, PAGE_SIZE } from '#components/queries/findings.ts';
import { savedViewsQuery } from '#components/queries/saved-views.ts';
import type { Context } from '#lib/context.ts';
import { getFindingFacets } from '#lib/views/finding/get-finding-facets.ts';
import { getFindingGroups } from '#lib/views/finding/get-finding-groups.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getViews } from '#lib/views/saved-view/get-views.ts';

/** The list that the address says, itself or by the name of a view. */
async function readAddress(client: QueryClient, whole: Context, search: URLSearchParams) {
  const views = await getViews(whole, { screen: 'findings' });
  client.setQueryData(savedViewsQuery('findings').queryKey, views);
  const view = saysMore(search) ? undefined : views.items.find(({ key }) => key === search.get('view'));
  return readList(view === undefined ? search : new URLSearchParams(view.search));
}

/** What the explorer shows first. `whole`: whatever scope is chosen, as views are. */
export async function prefetchFindings(
  client: QueryClient,
  ctx: Context,
  whole: Context,
  search: URLSearchParams,
): Promise<void> {
  const { filters, grouped } = await readAddress(client, whole, search);
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
}

/** What the caller may do in the explorer. */
export function triageRights(mine: ReadonlySet<string>) {
  return {
    request: mine.has('exception:request'),
    decide: mine.has('exception:decide'),
    work: mine.has('finding:write'),
  };
}
