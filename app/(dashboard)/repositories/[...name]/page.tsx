import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { FindingPage, findingMetadata, readNumbered } from '#app/(dashboard)/findings/finding-page.tsx';
import { readRepositoryOrRedirect } from '#app/(dashboard)/read-repository-or-redirect.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { RepositoryScreen } from '#components/repository-page/repository-screen.tsx';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

interface Props {
  params: Promise<{ name: string[] }>;
}

/** `group/sub/name`: on hosts with subgroups, names have any number of parts. */
async function nameOf(params: Props['params']): Promise<string> {
  return (await params).name.map(decodeURIComponent).join('/');
}

/** `group/sub/name/findings/412`: a repository of two parts has a route for this, deeper ones cannot. */
function findingIn(address: string): [repo: string, number: string] | null {
  const [, repo, number] = /^(.+)\/findings\/(\d+)$/.exec(address) ?? [];
  return repo === undefined || number === undefined ? null : [repo, number];
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const asked = await nameOf(params);
  const finding = findingIn(asked);
  return finding ? findingMetadata(await readNumbered(...finding)) : { title: asked };
}

export default async function RepositoryPage({ params }: Props) {
  const [ctx, asked] = await Promise.all([getPageContext(), nameOf(params)]);
  const finding = findingIn(asked);
  if (finding) return <FindingPage shown={await readNumbered(...finding)} />;
  const { value: view, outside } = await readRepositoryOrRedirect(ctx, asked);
  const { name } = view.repository;
  const client = new QueryClient();
  client.setQueryData(repositoryQuery(ctx.chosen?.text ?? null, name).queryKey, view);
  const mine = getRights(ctx, name);
  const rights = {
    release: mine.has('upload:release'),
    retire: mine.has('stream:retire'),
    settings: mine.has('settings:write'),
    exempt: mine.has('exception:request'),
  };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? name : null}>
        <RepositoryScreen name={name} rights={rights} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
