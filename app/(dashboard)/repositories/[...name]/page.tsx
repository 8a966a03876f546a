import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { found } from '#app/(dashboard)/found.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { RepositoryScreen } from '#components/repository/repository-screen.tsx';
import { getPageContext } from '#lib/auth/page-context.ts';
import { can } from '#lib/domain/access.ts';
import { getRepository } from '#lib/views/get-repository.ts';

type Props = PageProps<'/repositories/[...name]'>;

/** `group/sub/name`: hosts with subgroups have as many parts as they like. */
async function nameOf(params: Props['params']): Promise<string> {
  return (await params).name.map(decodeURIComponent).join('/');
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await nameOf(params) };
}

export default async function RepositoryPage({ params }: Props) {
  const [ctx, asked] = await Promise.all([getPageContext(), nameOf(params)]);
  const view = await found(getRepository(ctx, asked));
  const { name } = view.repository;
  const client = new QueryClient();
  client.setQueryData(repositoryQuery(name).queryKey, view);
  const target = { orgId: ctx.orgId, repoFullName: name };
  const rights = {
    release: can(ctx.principal, 'upload:release', target),
    settings: can(ctx.principal, 'settings:write', target),
  };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RepositoryScreen name={name} asOf={ctx.now().toISOString()} rights={rights} />
    </HydrationBoundary>
  );
}
