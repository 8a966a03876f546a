import type { QueryClient } from '@tanstack/react-query';
import { CADENCE_PAGE, type CadenceFilters, cadenceQuery, cadenceSearch } from '#components/queries/cadence.ts';
import type { Context } from '#lib/context.ts';
import { cadenceParams } from '#lib/contracts/cadence.ts';
import { getCadence } from '#lib/views/coverage/get-cadence.ts';

/** What cannot be read here is read by the browser, which says why it failed. */
export function prefetchCadence(client: QueryClient, ctx: Context, filters: CadenceFilters): Promise<void> {
  const params = cadenceParams.parse({
    ...Object.fromEntries(new URLSearchParams(cadenceSearch(filters))),
    limit: CADENCE_PAGE,
  });
  return client.prefetchInfiniteQuery({
    ...cadenceQuery(ctx.chosen?.text ?? null, filters),
    queryFn: () => getCadence(ctx, params),
    retry: false,
  });
}
