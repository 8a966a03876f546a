import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { readLedgerFilters } from '#components/ledger/filters.ts';
import { LedgerScreen } from '#components/ledger/ledger-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { ledgerQuery } from '#components/queries/ledger.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('What moved the score');

export default async function LedgerPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const today = await todayOf(ctx);
  const { from, to } = readLedgerFilters((name) => [search[name]].flat()[0] ?? null, today);
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchQuery({
    ...ledgerQuery(ctx.chosen?.text ?? null, { from, to }),
    queryFn: () => getLedger(ctx, { from, to }),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LedgerScreen today={today} />
    </HydrationBoundary>
  );
}
