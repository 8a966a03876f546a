import { type DehydratedState, QueryClient } from '@tanstack/react-query';
import type { PrivilegeParams } from '#components/privileges/filters.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { pathsQuery } from '#components/queries/privilege-paths.ts';
import { privilegeSummaryQuery, privilegesQuery, snapshotsQuery } from '#components/queries/privileges.ts';
import type { Context } from '#lib/context.ts';
import { pathListParams } from '#lib/contracts/path.ts';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
  resourceListParams,
} from '#lib/contracts/privilege.ts';
import { snapshotListParams } from '#lib/contracts/privilege-snapshot.ts';
import { addDays } from '#lib/domain/time.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';
import { getCredentials } from '#lib/views/privilege/get-credentials.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { getPrincipals } from '#lib/views/privilege/get-principals.ts';
import { getPrivilegeSummary } from '#lib/views/privilege/get-privilege-summary.ts';
import { getResources } from '#lib/views/privilege/get-resources.ts';
import { getSnapshots } from '#lib/views/privilege/get-snapshots.ts';

const READS = {
  principals: (ctx: Context, params: object) => getPrincipals(ctx, principalListParams.parse(params)),
  grants: (ctx: Context, params: object) => getGrants(ctx, grantListParams.parse(params)),
  credentials: (ctx: Context, params: object) => getCredentials(ctx, credentialListParams.parse(params)),
  changes: (ctx: Context, params: object) => getChanges(ctx, changeListParams.parse(params)),
  resources: (ctx: Context, params: object) => getResources(ctx, resourceListParams.parse(params)),
};
const PAGE = { limit: '50' };

/** What every screen of privileges shows: how old it is, and its figures. */
function prefetchFrame(client: QueryClient, ctx: Context, withFigures: boolean): Promise<unknown> {
  const scope = ctx.chosen?.text ?? null;
  return Promise.all([
    client.prefetchQuery({
      ...snapshotsQuery(scope, null),
      queryFn: () => getSnapshots(ctx, snapshotListParams.parse({ newest: 'true', ...PAGE })),
      retry: false,
    }),
    withFigures
      ? client.prefetchQuery({
          ...privilegeSummaryQuery(scope),
          queryFn: () => getPrivilegeSummary(ctx),
          retry: false,
        })
      : null,
  ]);
}

/** The first page of a list, so that it is there with the page. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchList<K extends keyof typeof READS>(
  ctx: Context,
  list: K,
  params: PrivilegeParams,
  days: number | null = null,
  client = new QueryClient(),
): Promise<DehydratedState> {
  const since = days === null ? {} : { since: addDays(ctx.now(), -days).toISOString() };
  const read: (ctx: Context, params: object) => Promise<never> = READS[list] as never;
  await Promise.all([
    prefetchFrame(client, ctx, list === 'principals'),
    client.prefetchInfiniteQuery({
      ...privilegesQuery(ctx.chosen?.text ?? null, list, params, days),
      queryFn: () => read(ctx, { ...params, ...since, total: 'true', ...PAGE }),
      retry: false,
    }),
  ]);
  return dehydrate(client);
}

export async function prefetchPaths(
  ctx: Context,
  params: PrivilegeParams,
  client = new QueryClient(),
): Promise<DehydratedState> {
  await Promise.all([
    prefetchFrame(client, ctx, false),
    client.prefetchInfiniteQuery({
      ...pathsQuery(ctx.chosen?.text ?? null, params),
      queryFn: () => getPaths(ctx, pathListParams.parse({ ...params, ...PAGE })),
      retry: false,
    }),
  ]);
  return dehydrate(client);
}
