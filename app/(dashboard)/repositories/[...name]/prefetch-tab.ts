import type { QueryClient } from '@tanstack/react-query';
import { prefetchExceptions } from '#app/(dashboard)/exceptions/prefetch-exceptions.ts';
import { prefetchFindings } from '#app/(dashboard)/findings/prefetch-findings.ts';
import { prefetchUploads } from '#app/(dashboard)/ingest/prefetch-uploads.ts';
import { prefetchPipelines } from '#app/(dashboard)/pipelines/prefetch-pipelines.ts';
import { prefetchList, prefetchPaths } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { prefetchQueue } from '#app/(dashboard)/queue/prefetch-queue.ts';
import { prefetchTrends } from '#app/(dashboard)/trends/prefetch-trends.ts';
import { grantParams, readPrivilegeFilters, rightsPlaceOf } from '#components/privileges/filters.ts';
import { pathParams, readPathFilters } from '#components/privileges/path-filters.ts';
import { exemptionSearch, exemptionsQuery, readExemptShown } from '#components/queries/exemptions.ts';
import { findingsQuery, PAGE_SIZE } from '#components/queries/findings.ts';
import { lastWeek, ledgerQuery } from '#components/queries/ledger.ts';
import { repositoryQuery, repositoryStreamsQuery } from '#components/queries/repositories.ts';
import { rightsFindings } from '#components/repository-page/rights-filters.ts';
import type { Context } from '#lib/context.ts';
import { exemptionListParams } from '#lib/contracts/exemption.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import type { RepositoryTab } from '#lib/contracts/reserved-names.ts';
import { repositoryScope } from '#lib/contracts/scope-address.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';
import { chooseScope } from '#lib/views/access/choose-scope.ts';
import { getExemptions } from '#lib/views/coverage/get-exemptions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getRepository, getRepositoryPipelines } from '#lib/views/repository/get-repository.ts';
import { inOrOutside } from '#lib/web/in-or-outside.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

interface Tab {
  client: QueryClient;
  /** Within what the address chooses. */
  ctx: Context;
  name: string;
  kind: RepositoryKind;
  /** The day that runs in the organization. */
  today: string;
  search: URLSearchParams;
}

async function prefetchOverview({ client, ctx, name, today }: Tab, own: Context): Promise<void> {
  const week = lastWeek(today);
  await Promise.all([
    client.prefetchQuery({
      ...repositoryQuery(ctx.chosen?.text ?? null, name),
      queryFn: async () => (await inOrOutside(ctx, (seen) => getRepository(seen, name))).value,
      retry: false,
    }),
    client.prefetchQuery({
      ...ledgerQuery(repositoryScope(name), week),
      queryFn: () => getLedger(own, ledgerParams.parse(week)),
      retry: false,
    }),
  ]);
}

function prefetchStreams({ client, name }: Tab, own: Context): Promise<void> {
  return client.prefetchQuery({
    ...repositoryStreamsQuery(repositoryScope(name), name),
    queryFn: () => getRepositoryPipelines(own, name),
    retry: false,
  });
}

function prefetchExemptions({ client, name, search }: Tab, own: Context): Promise<void> {
  const shown = readExemptShown((key) => search.get(key));
  return client.prefetchQuery({
    ...exemptionsQuery(repositoryScope(name), shown),
    queryFn: () => getExemptions(own, exemptionListParams.parse(exemptionSearch(shown, own.now()))),
    retry: false,
  });
}

/** Of all that the caller may see: the systems that know of a repository are no part of it. */
function prefetchPrivileges({ client, name, kind, search }: Tab, whole: Context): Promise<unknown> {
  const on = rightsPlaceOf(name, kind);
  const get = (key: string) => search.get(key);
  return Promise.all([
    prefetchList(whole, 'grants', { ...grantParams(readPrivilegeFilters(get)), ...on }, null, client),
    prefetchPaths(whole, { ...pathParams(readPathFilters(get)), ...on }, client),
    client.prefetchInfiniteQuery({
      ...findingsQuery(null, rightsFindings(name, kind)),
      queryFn: () => getFindings(whole, { ...rightsFindings(name, kind), limit: PAGE_SIZE }),
      retry: false,
    }),
  ]);
}

/** What the open tab shows, and nothing of the others. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchTab(tab: RepositoryTab | null, asked: Tab): Promise<unknown> {
  const { client, search, name } = asked;
  const whole = await getUnscopedContext();
  const own = await chooseScope(whole, repositoryScope(name));
  switch (tab) {
    case null:
      return prefetchOverview(asked, own);
    case 'trend':
      return prefetchTrends(client, own, search, asked.today);
    case 'coverage':
      return Promise.all([prefetchStreams(asked, own), prefetchExemptions(asked, own)]);
    case 'findings':
      return prefetchFindings(client, own, whole, search);
    case 'actions':
      return prefetchQueue(client, own, search);
    case 'pipelines':
      return Promise.all([prefetchStreams(asked, own), prefetchPipelines(client, own, search)]);
    case 'privileges':
      return prefetchPrivileges(asked, whole);
    case 'uploads':
      return prefetchUploads(client, own, search);
    case 'exceptions':
      return prefetchExceptions(client, own, search);
    case 'settings':
      return null;
  }
}
