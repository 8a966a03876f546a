import type { QueryClient } from '@tanstack/react-query';
import { readExceptionFilters } from '#components/exceptions/filters.ts';
import {
  EXCEPTION_PAGE,
  exceptionParams,
  exceptionSummaryQuery,
  exceptionsQuery,
} from '#components/queries/exceptions.ts';
import type { Context } from '#lib/context.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';

/** The first exceptions that the address asks for. What cannot be read here the browser reads, and says why it failed. */
export async function prefetchExceptions(client: QueryClient, ctx: Context, search: URLSearchParams): Promise<void> {
  const filters = readExceptionFilters((name) => search.get(name));
  const params = exceptionListParams.parse({ ...exceptionParams(filters, ctx.now()), limit: EXCEPTION_PAGE });
  const scope = ctx.chosen?.text ?? null;
  await Promise.all([
    client.prefetchInfiniteQuery({
      ...exceptionsQuery(scope, filters),
      queryFn: () => getExceptions(ctx, params),
      retry: false,
    }),
    client.prefetchQuery({
      ...exceptionSummaryQuery(scope, filters.repo),
      queryFn: () => getExceptionSummary(ctx, filters.repo === null ? {} : { repo: [filters.repo] }),
      retry: false,
    }),
  ]);
}
