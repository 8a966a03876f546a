import { findLedgersNow, findLedgersOfDay, type LedgerRow } from '#db/queries/ledger.ts';
import type { Context } from '#lib/context.ts';
import type { LedgerMember, MemberThen } from '#lib/domain/ledger/between.ts';
import { toMicro } from '#lib/domain/ledger/cause.ts';
import { type LedgerTotals, noTotals, totalsFrom } from '#lib/domain/ledger/totals.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
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

async function stand(
  { readSql: sql, readScope: scope }: Pick<Context, 'readSql' | 'readScope'>,
  { day, at, provisional }: Moment,
): Promise<Map<number, MemberThen>> {
  const rows = provisional
    ? await findLedgersNow(sql, scope)
    : await findLedgersOfDay(sql, scope, { since: shiftDay(day, -LOOK_BACK), day, end: at });
  return new Map(rows.map((row) => [row.repoId, memberOf(row)]));
}

function memberOf(row: LedgerRow): MemberThen {
  return { criticality: row.criticality, counts: !row.archived, totals: totalsOf(row) };
}

/** Of a day before ledgers were kept the score is known: the difference to where the ledger begins is unrecorded. */
function totalsOf({ score, ledger }: LedgerRow): LedgerTotals {
  if (ledger !== null || score === null) return totalsFrom(ledger);
  const totals = noTotals();
  return { ...totals, measured: true, points: { ...totals.points, unrecorded: toMicro(score) } };
}
