import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchList } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { principalParams, readPrivilegeFilters } from '#components/privileges/filters.ts';
import { PrincipalsScreen } from '#components/privileges/principals-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Privileges');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PrincipalsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const rights = getRights(ctx);
  const filters = readPrivilegeFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchList(ctx, 'principals', principalParams(filters))}>
      <PrincipalsScreen mayDeliver={rights.has('upload:write')} maySave={rights.has('settings:write')} />
    </HydrationBoundary>
  );
}
