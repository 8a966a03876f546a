import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { todayQuery } from '#components/queries/posture.ts';
import { TodayScreen } from '#components/today/today-screen.tsx';
import { can } from '#lib/domain/access/access.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Today' };

export default async function TodayPage() {
  const ctx = await getPageContext();
  const client = new QueryClient();
  await client.fetchQuery({ ...todayQuery(), queryFn: () => getToday(ctx) });
  const rights = {
    createToken: can(ctx.principal, 'token:write', { orgId: ctx.orgId }),
    loadDemo: can(ctx.principal, 'demo:write', { orgId: ctx.orgId }),
  };
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TodayScreen address={ctx.publicUrl} rights={rights} />
    </HydrationBoundary>
  );
}
