import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { readRepositoryOrRedirect } from '#app/(dashboard)/read-repository-or-redirect.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { repositoryQuery } from '#components/queries/repositories.ts';
import { ScoreScreen } from '#components/score-page/score-screen.tsx';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('What the score means');

export default async function ScorePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const asked = [search.repo].flat()[0] || null;
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  if (asked === null) {
    await client.fetchQuery({ ...todayQuery(scope), queryFn: () => getToday(ctx) });
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <ScoreScreen repo={null} />
      </HydrationBoundary>
    );
  }
  const { value: view, outside } = await readRepositoryOrRedirect(ctx, asked);
  const { name } = view.repository;
  client.setQueryData(repositoryQuery(scope, name).queryKey, view);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? name : null}>
        <ScoreScreen repo={name} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
