import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { membersQuery, ownedQuery, TEAM_PAGE, teamQuery } from '#components/queries/teams.ts';
import { TeamScreen } from '#components/teams/team-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getMembers, getOwned, getTeam } from '#lib/views/team/get-team.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

interface Address {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Team ${decodeURIComponent((await params).slug)}` };
}

export default async function TeamPage({ params }: Address) {
  const [ctx, { slug: segment }] = await Promise.all([getUnscopedContext(), params]);
  const slug = decodeURIComponent(segment);
  const team = await readOrNotFound(getTeam(ctx, slug));
  const client = new QueryClient();
  const first = { limit: TEAM_PAGE };
  client.setQueryData(teamQuery(slug).queryKey, team);
  await Promise.all([
    client.prefetchInfiniteQuery({ ...membersQuery(slug), queryFn: () => getMembers(ctx, slug, first) }),
    client.prefetchInfiniteQuery({ ...ownedQuery(slug), queryFn: () => getOwned(ctx, slug, first) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TeamScreen slug={slug} mayChange={getRights(ctx).has('team:write')} />
    </HydrationBoundary>
  );
}
