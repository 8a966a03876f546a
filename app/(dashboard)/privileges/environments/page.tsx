import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchList } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { EnvironmentsScreen } from '#components/privileges/environments-screen.tsx';
import { environmentParams, readPrivilegeFilters } from '#components/privileges/filters.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Environments');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function EnvironmentsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPrivilegeFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchList(ctx, 'resources', environmentParams(filters))}>
      <EnvironmentsScreen mayChange={getRights(ctx).has('settings:write')} />
    </HydrationBoundary>
  );
}
