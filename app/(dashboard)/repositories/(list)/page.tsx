import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { REPOSITORY_PAGE, repositoriesQuery } from '#components/queries/repositories.ts';
import { readRepositoryFilters } from '#components/repository-list/filters.ts';
import { RepositoriesScreen } from '#components/repository-list/repositories-screen.tsx';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Repositories');

export default async function RepositoriesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readRepositoryFilters((name) => [search[name]].flat()[0] ?? null);
  const params = repositoryListParams.parse({
    ...filters,
    q: filters.q || undefined,
    missing: filters.missing ?? undefined,
    stale: filters.stale ?? undefined,
    limit: REPOSITORY_PAGE,
  });
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  await client.fetchInfiniteQuery({
    ...repositoriesQuery(scope, filters),
    queryFn: () => getRepositories(ctx, params),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RepositoriesScreen />
    </HydrationBoundary>
  );
}
