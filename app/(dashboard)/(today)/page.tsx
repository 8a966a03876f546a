import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { todayQuery } from '#components/queries/posture.ts';
import { TodayScreen } from '#components/today/today-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Today' };

export default async function TodayPage() {
  const ctx = await getPageContext();
  const client = new QueryClient();
  await client.fetchQuery({ ...todayQuery(), queryFn: () => getToday(ctx) });
  const mine = getRights(ctx);
  const rights = { createToken: mine.has('token:write'), loadDemo: mine.has('demo:write') };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TodayScreen address={ctx.publicUrl} rights={rights} />
    </HydrationBoundary>
  );
}
