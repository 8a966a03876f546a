import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchPaths } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { pathParams, readPathFilters } from '#components/privileges/path-filters.ts';
import { PathsScreen } from '#components/privileges/paths-screen.tsx';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Paths to production');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PathsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPathFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchPaths(ctx, pathParams(filters))}>
      <PathsScreen />
    </HydrationBoundary>
  );
}
