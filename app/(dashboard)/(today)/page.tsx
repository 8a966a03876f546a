import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { demoQuery } from '#components/queries/demo.ts';
import { lastWeek, ledgerQuery } from '#components/queries/ledger.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { TodayScreen } from '#components/today/today-screen.tsx';
import { getDemo } from '#lib/demo/request.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Today');

export default async function TodayPage() {
  const ctx = await getPageContext();
  const client = new QueryClient();
  const mine = getRights(ctx);
  const rights = { createToken: mine.has('token:write'), loadDemo: mine.has('demo:write') };
  const scope = ctx.chosen?.text ?? null;
  const week = lastWeek(await todayOf(ctx));
  await Promise.all([
    client.fetchQuery({ ...todayQuery(scope), queryFn: () => getToday(ctx) }),
    client.prefetchQuery({ ...ledgerQuery(scope, week), queryFn: () => getLedger(ctx, week), retry: false }),
    // While the demo loads, the server's answer says so already.
    rights.loadDemo
      ? client.fetchQuery({ ...demoQuery(), queryFn: async () => getDemo(await getUnscopedContext()) })
      : null,
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TodayScreen address={ctx.publicUrl} rights={rights} />
    </HydrationBoundary>
  );
}
