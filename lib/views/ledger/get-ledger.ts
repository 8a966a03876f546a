import { namesOfRepositories } from '#db/queries/facets.ts';
import type { Context } from '#lib/context.ts';
import type { LedgerParams, LedgerView } from '#lib/contracts/ledger.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { ledgerBetween } from '#lib/domain/ledger/between.ts';
import { CAUSE_MEANING, type LedgerCause, MICRO } from '#lib/domain/ledger/cause.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { permit } from '#lib/permit.ts';
import { tenths } from '#lib/views/tenths.ts';
import { membersOf } from './members-of.ts';
import { type Moment, periodOf } from './period-of.ts';
import { toldBetween } from './told-between.ts';

/** Rows of each list; the totals beside say how many there are. */
const LISTED = 50;

/** What moved the score of all that the caller sees between the ends of two days. */
export async function getLedger(ctx: Context, params: LedgerParams): Promise<LedgerView> {
  permit(ctx, 'posture:read', 'repositories');
  const period = await periodOf(ctx, params);
  const between = ledgerBetween(await membersOf(ctx, period));
  const { from, to, change, parts } = toldBetween(between);
  const movers = between.movers
    .filter((one) => one.points !== 0 || one.from !== one.to)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || a.repoId - b.repoId);
  const listed = {
    movers: movers.slice(0, LISTED),
    joined: between.joined.slice(0, LISTED),
    left: between.left.slice(0, LISTED),
  };
  const names = await namesOfRepositories(
    ctx.readSql,
    ctx.readScope,
    Object.values(listed)
      .flat()
      .map(({ repoId }) => repoId),
  );
  const nameOf = ({ repoId }: { repoId: number }): string => names.get(repoId) ?? '';
  return {
    time_zone: period.timeZone,
    from: momentOf(period.from, from),
    to: momentOf(period.to, to),
    change,
    exact: between.change === null ? null : between.change / MICRO,
    parts: parts.map(({ cause, points, shown, entries, findings }) => ({
      ...{
        cause,
        meaning: CAUSE_MEANING[cause],
        points: points / MICRO,
        shown,
        entries,
        findings,
      },
      url: entriesUrl(ctx, params, cause),
    })),
    movers: listed.movers.map((one) => {
      const [was, is] = [shownScore(one.from / MICRO), shownScore(one.to / MICRO)];
      const repo = nameOf(one);
      return {
        repo,
        from: was,
        to: is,
        change: tenths(is - was),
        points: one.points / MICRO,
        url: `/repositories/${repo}`,
      };
    }),
    movers_total: movers.length,
    joined: listed.joined.map((one) => ({ repo: nameOf(one), score: shownScore(one.to / MICRO) })),
    joined_total: between.joined.length,
    left: listed.left.map((one) => ({ repo: nameOf(one), score: shownScore(one.from / MICRO) })),
    left_total: between.left.length,
  };
}

const momentOf = ({ day, at, provisional }: Moment, score: number | null): LedgerView['from'] => ({
  ...{ day, at: at.toISOString(), provisional, score },
});

function entriesUrl({ chosen }: Context, { from, to }: LedgerParams, cause: LedgerCause): string {
  return withScope(`/api/v1/ledger/entries?${new URLSearchParams({ from, to, cause })}`, chosen?.text ?? null);
}
