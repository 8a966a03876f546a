import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { ExceptionsScreen } from '#components/exceptions/exceptions-screen.tsx';
import { readExceptionFilters } from '#components/exceptions/filters.ts';
import {
  EXCEPTION_PAGE,
  exceptionParams,
  exceptionSummaryQuery,
  exceptionsQuery,
} from '#components/queries/exceptions.ts';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Exceptions');

export default async function ExceptionsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readExceptionFilters((name) => [search[name]].flat()[0] ?? null);
  const params = exceptionListParams.parse({ ...exceptionParams(filters), limit: EXCEPTION_PAGE });
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  // What cannot be read here is read by the browser, which says why it failed.
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
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExceptionsScreen />
    </HydrationBoundary>
  );
}
