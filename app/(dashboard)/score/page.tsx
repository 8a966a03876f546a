import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { readRepositoryOrRedirect } from '#app/(dashboard)/read-repository-or-redirect.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { lastWeek, ledgerQuery } from '#components/queries/ledger.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { postureStatementsQuery, SHOWN_STATEMENTS } from '#components/queries/posture-statements.ts';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { ScoreScreen } from '#components/score-page/score-screen.tsx';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { statementListParams } from '#lib/contracts/posture-statement.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getStatements } from '#lib/views/posture-statement/get-statements.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('What the score means');

export default async function ScorePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const asked = [search.repo].flat()[0] || null;
  const client = new QueryClient();
  const week = lastWeek(await todayOf(ctx));
  const scope = ctx.chosen?.text ?? null;
  if (asked === null) {
    const whole = await getUnscopedContext();
    const mayProve = getRights(whole).has('posture:export');
    await Promise.all([
      client.fetchQuery({ ...todayQuery(scope), queryFn: () => getToday(ctx) }),
      client.prefetchQuery({ ...ledgerQuery(scope, week), queryFn: () => getLedger(ctx, week), retry: false }),
      mayProve
        ? client.fetchQuery({
            ...postureStatementsQuery(),
            queryFn: () => getStatements(whole, statementListParams.parse({ limit: SHOWN_STATEMENTS })),
          })
        : null,
    ]);
    return (
      <HydrationBoundary state={dehydrate(client)}>
        <ScoreScreen repo={null} mayProve={mayProve} week={week} />
      </HydrationBoundary>
    );
  }
  const { value: view, outside } = await readRepositoryOrRedirect(ctx, { name: asked, tab: null });
  const { name } = view.repository;
  client.setQueryData(repositorySummaryQuery(scope, name).queryKey, view);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? name : null}>
        <ScoreScreen repo={name} mayProve={false} week={week} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
