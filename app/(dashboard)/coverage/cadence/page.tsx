import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { CadenceScreen } from '#components/coverage/cadence-screen.tsx';
import { readCadenceFilters } from '#components/coverage/filters.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';
import { prefetchCadence } from '../prefetch-cadence.ts';

export const generateMetadata = titled('Cadence');

export default async function CadencePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams.then(searchOf)]);
  const client = new QueryClient();
  await prefetchCadence(
    client,
    ctx,
    readCadenceFilters((name) => search.get(name)),
  );
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CadenceScreen />
    </HydrationBoundary>
  );
}
