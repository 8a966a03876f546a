import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readRepositoryOrRedirect } from '#app/(dashboard)/read-repository-or-redirect.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { ScoreScreen } from '#components/score-page/score-screen.tsx';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'What the score means' };

export default async function ScorePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const asked = [search.repo].flat()[0] || null;
  const client = new QueryClient();
  if (asked === null) {
    await client.fetchQuery({ ...todayQuery(), queryFn: () => getToday(ctx) });
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <ScoreScreen repo={null} />
      </HydrationBoundary>
    );
  }
  const view = await readRepositoryOrRedirect(ctx, asked);
  const { name } = view.repository;
  client.setQueryData(repositoryQuery(name).queryKey, view);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ScoreScreen repo={name} />
    </HydrationBoundary>
  );
}
