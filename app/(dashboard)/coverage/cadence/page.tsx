import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { CadenceScreen } from '#components/coverage/cadence-screen.tsx';
import { readCadenceFilters } from '#components/coverage/filters.ts';
import { CADENCE_PAGE, cadenceQuery } from '#components/queries/cadence.ts';
import { cadenceParams } from '#lib/contracts/cadence.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Cadence');

export default async function CadencePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readCadenceFilters((name) => [search[name]].flat()[0] ?? null);
  const { q, category, state, sort } = filters;
  const params = cadenceParams.parse({
    ...{ q: q || undefined, category: category ?? undefined, state: state ?? undefined },
    ...{ sort, limit: CADENCE_PAGE },
  });
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchInfiniteQuery({
    ...cadenceQuery(ctx.chosen?.text ?? null, filters),
    queryFn: () => getCadence(ctx, params),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CadenceScreen />
    </HydrationBoundary>
  );
}
