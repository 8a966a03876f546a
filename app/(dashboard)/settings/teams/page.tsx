import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { TEAM_PAGE, teamsQuery } from '#components/queries/teams.ts';
import { TeamsScreen } from '#components/teams/teams-screen.tsx';
import { teamListParams } from '#lib/contracts/team.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getTeams } from '#lib/views/team/get-teams.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Teams' };

export default async function TeamsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getUnscopedContext(), searchParams]);
  const q = ([search.q].flat()[0] ?? '').slice(0, 200);
  const params = teamListParams.parse({ ...(q === '' ? {} : { q }), limit: TEAM_PAGE });
  const client = new QueryClient();
  await client.prefetchInfiniteQuery({ ...teamsQuery(q), queryFn: () => getTeams(ctx, params), retry: false });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TeamsScreen mayChange={getRights(ctx).has('team:write')} />
    </HydrationBoundary>
  );
}
