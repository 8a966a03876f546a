import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchList } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { ChangesScreen } from '#components/privileges/changes-screen.tsx';
import { changeDays, readPrivilegeFilters, shownChangeParams } from '#components/privileges/filters.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Changes of privileges');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ChangesPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPrivilegeFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchList(ctx, 'changes', shownChangeParams(filters), changeDays(filters))}>
      <ChangesScreen />
    </HydrationBoundary>
  );
}
