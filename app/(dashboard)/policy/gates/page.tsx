import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { readGateFilters } from '#components/gates/filters.ts';
import { GatesScreen } from '#components/gates/gates-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { GATE_PAGE, gateFiguresQuery, gateParams, gatesQuery } from '#components/queries/gates.ts';
import { gateListParams, gateSummaryParams } from '#lib/contracts/gate-history.ts';
import { getGateFigures } from '#lib/views/gate/get-gate-figures.ts';
import { getGateHistory } from '#lib/views/gate/get-gate-history.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Gate history');

export default async function GatesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readGateFilters((name) => [search[name]].flat()[0] ?? null);
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  const list = gateListParams.parse({ ...gateParams(filters), limit: GATE_PAGE });
  const figures = gateSummaryParams.parse(gateParams({ ...filters, outcome: null }));
  // What cannot be read here is read by the browser, which says why it failed.
  await Promise.all([
    client.prefetchInfiniteQuery({
      ...gatesQuery(scope, filters),
      queryFn: () => getGateHistory(ctx, list),
      retry: false,
    }),
    client.prefetchQuery({
      ...gateFiguresQuery(scope, filters),
      queryFn: () => getGateFigures(ctx, figures),
      retry: false,
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <GatesScreen />
    </HydrationBoundary>
  );
}
