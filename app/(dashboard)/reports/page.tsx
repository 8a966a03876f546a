import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { reportSchedulesQuery } from '#components/queries/report-schedules.ts';
import { ReportsScreen } from '#components/reports/reports-screen.tsx';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getSchedules } from '#lib/views/report-schedule/get-schedules.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Reports');

/** Days of the period that is offered. */
const PERIOD = 30;

export default async function ReportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, whole, search] = await Promise.all([getPageContext(), getUnscopedContext(), searchParams]);
  const today = await todayOf(ctx);
  const asked = ledgerParams.safeParse({ from: search.from, to: search.to });
  const period = asked.success && asked.data.to <= today ? asked.data : { from: shiftDay(today, -PERIOD), to: today };
  const mayRead = getRights(whole).has('posture:export');
  const client = new QueryClient();
  if (mayRead) {
    // What cannot be read here is read by the browser, which says why it failed.
    await client.prefetchQuery({ ...reportSchedulesQuery(), queryFn: () => getSchedules(whole), retry: false });
  }
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReportsScreen period={{ from: period.from, to: period.to }} today={today} mayRead={mayRead} />
    </HydrationBoundary>
  );
}
