import { findLedgersNow, findLedgersOfDay, type LedgerRow, type LedgerSum, sumEntries } from '#db/queries/ledger.ts';
import type { Context } from '#lib/context.ts';
import type { LedgerMember, MemberThen } from '#lib/domain/ledger/between.ts';
import { toMicro } from '#lib/domain/ledger/cause.ts';
import { type LedgerTotals, noTotals, totalsFrom, withEntries } from '#lib/domain/ledger/totals.ts';
import { addDays, dayOf, startOfDay } from '#lib/domain/time.ts';
import type { Moment, Period } from './period-of.ts';

/** A repository's last row may be so old: while no roll-up runs, nothing moves its score. */
const LOOK_BACK = 31;

/** What the ledgers of all repositories in scope say at both ends of a period. */
export async function membersOf(
  ctx: Pick<Context, 'readSql' | 'readScope'>,
  { from, to }: Pick<Period, 'from' | 'to'>,
): Promise<LedgerMember[]> {
  const [then, now] = await Promise.all([stand(ctx, from), stand(ctx, to)]);
  const ids = [...new Set([...then.keys(), ...now.keys()])].sort((a, b) => a - b);
  return ids.map((repoId) => ({ repoId, from: then.get(repoId) ?? null, to: now.get(repoId) ?? null }));
}

/** Rows are of days in UTC: where the day ends at another hour, the entries since then belong to it. */
async function stand(
  ctx: Pick<Context, 'readSql' | 'readScope'>,
  { at, provisional }: Moment,
): Promise<Map<number, MemberThen>> {
  const { readSql: sql, readScope: scope } = ctx;
  if (provisional) return new Map((await findLedgersNow(sql, scope)).map((row) => [row.repoId, memberOf(row, [])]));
  const start = startOfDay(at);
  const last = addDays(start, -1);
  const [rows, sums] = await Promise.all([
    findLedgersOfDay(sql, scope, { since: dayOf(addDays(last, -LOOK_BACK)), day: dayOf(last), end: at }),
    start.getTime() === at.getTime() ? [] : sumEntries(sql, scope, start, at),
  ]);
  const more = Map.groupBy(sums, ({ repoId }) => repoId);
  const known = new Map(rows.map((row) => [row.repoId, memberOf(row, more.get(row.repoId) ?? [])]));
  const begun = [...more.keys()].filter((repoId) => !known.has(repoId));
  // Those whose first entries are of these hours weigh what they weigh now: they have no row before.
  for (const row of begun.length === 0 ? [] : await findLedgersNow(sql, scope)) {
    const sum = known.has(row.repoId) ? undefined : more.get(row.repoId);
    if (sum !== undefined) known.set(row.repoId, memberOf({ ...row, archived: false, score: null, ledger: null }, sum));
  }
  return known;
}

function memberOf(row: LedgerRow, sums: readonly LedgerSum[]): MemberThen {
  const totals = withEntries(totalsOf(row), sums);
  const measured = sums.map((sum) => sum.measured).find((known) => known !== null) ?? totals.measured;
  const archived = sums.map((sum) => sum.archived).find((known) => known !== null) ?? row.archived;
  return { criticality: row.criticality, counts: !archived, totals: { ...totals, measured } };
}

/** Of a day before ledgers were kept the score is known: the difference to where the ledger begins is unrecorded. */
function totalsOf({ score, ledger }: LedgerRow): LedgerTotals {
  if (ledger !== null || score === null) return totalsFrom(ledger);
  const totals = noTotals();
  return { ...totals, measured: true, points: { ...totals.points, unrecorded: toMicro(score) } };
}
