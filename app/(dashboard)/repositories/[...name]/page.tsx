import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { FindingPage, findingMetadata, readNumbered } from '#app/(dashboard)/findings/finding-page.tsx';
import { triageRights } from '#app/(dashboard)/findings/prefetch-findings.ts';
import { askedRepository, readRepositoryOrRedirect } from '#app/(dashboard)/read-repository-or-redirect.ts';
import { COLUMNS_COOKIE, ownColumns } from '#components/finding-list/own-columns.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { tabTitle } from '#components/repository-page/tabs.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';
import { prefetchTab } from './prefetch-tab.ts';
import { RepositoryTabs } from './repository-tabs.tsx';

interface Props {
  params: Promise<{ name: string[] }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** `group/sub/name`: on hosts with subgroups, names have any number of parts. */
async function partsOf(params: Props['params']): Promise<string[]> {
  return (await params).name.map(decodeURIComponent);
}

/** `group/sub/name/findings/412`: a repository of two parts has a route for this, deeper ones cannot. */
function findingIn(address: string): [repo: string, number: string] | null {
  const [, repo, number] = /^(.+)\/findings\/(\d+)$/.exec(address) ?? [];
  return repo === undefined || number === undefined ? null : [repo, number];
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const parts = await partsOf(params);
  const finding = findingIn(parts.join('/'));
  if (finding) return findingMetadata(await readNumbered(...finding));
  const { name, tab } = await askedRepository(parts);
  return { title: tab === null ? name : `${tabTitle(tab)} · ${name}` };
}

function rightsOf(mine: ReturnType<typeof getRights>) {
  return {
    release: mine.has('upload:release'),
    retire: mine.has('stream:retire'),
    settings: mine.has('settings:write'),
    exempt: mine.has('exception:request'),
    triage: triageRights(mine),
  };
}

export default async function RepositoryPage({ params, searchParams }: Props) {
  const [ctx, parts, search, jar] = await Promise.all([getPageContext(), partsOf(params), searchParams, cookies()]);
  const finding = findingIn(parts.join('/'));
  if (finding) return <FindingPage shown={await readNumbered(...finding)} />;
  const asked = await askedRepository(parts);
  const { value: view, outside } = await readRepositoryOrRedirect(ctx, asked);
  const { name } = view.repository;
  const client = new QueryClient();
  const today = await todayOf(ctx);
  client.setQueryData(repositorySummaryQuery(ctx.chosen?.text ?? null, name).queryKey, view);
  await prefetchTab(asked.tab, {
    ...{ client, ctx, name, kind: view.repository.kind },
    today,
    search: searchOf(search),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? name : null}>
        <RepositoryTabs
          key={name}
          name={name}
          tab={asked.tab}
          rights={rightsOf(getRights(ctx, name))}
          today={today}
          columns={ownColumns(jar.get(COLUMNS_COOKIE)?.value)}
        />
      </OutsideScope>
    </HydrationBoundary>
  );
}
