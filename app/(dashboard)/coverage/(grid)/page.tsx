import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { CoverageScreen } from '#components/coverage/coverage-screen.tsx';
import { readCoverageFilters } from '#components/coverage/filters.ts';
import { COVERAGE_PAGE, coverageQuery, coverageSummaryQuery } from '#components/queries/coverage.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { exemptionSearch, exemptionsQuery, readExemptShown } from '#components/queries/exemptions.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { exemptionListParams } from '#lib/contracts/exemption.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { getExemptions } from '#lib/views/coverage/get-exemptions.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Coverage');

export default async function CoveragePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const get = (name: string) => [search[name]].flat()[0] ?? null;
  const filters = readCoverageFilters(get);
  const shown = readExemptShown(get);
  const params = coverageParams.parse({
    ...filters,
    q: filters.q || undefined,
    category: filters.category ?? undefined,
    state: filters.state ?? undefined,
    limit: COVERAGE_PAGE,
  });
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  // What cannot be read here is read by the browser, which says why it failed.
  await Promise.all([
    client.prefetchQuery({ ...coverageSummaryQuery(scope), queryFn: () => getCoverageSummary(ctx), retry: false }),
    client.prefetchInfiniteQuery({
      ...coverageQuery(scope, filters),
      queryFn: () => getCoverage(ctx, params),
      retry: false,
    }),
    client.prefetchQuery({
      ...exemptionsQuery(scope, shown),
      queryFn: () => getExemptions(ctx, exemptionListParams.parse(exemptionSearch(shown, ctx.now()))),
      retry: false,
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <CoverageScreen address={ctx.publicUrl} mayExempt={getRights(ctx).has('exception:request')} />
    </HydrationBoundary>
  );
}
