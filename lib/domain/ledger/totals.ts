import { LEDGER_CAUSES, type LedgerCause, type LedgerEntry } from './cause.ts';

/** All that a ledger says up to a moment, by cause: millionths of points, entries, findings. Differences of two are a period. */
export interface LedgerTotals {
  /** Whether anything is measured: a score that is not known is not zero. */
  measured: boolean;
  points: Record<LedgerCause, number>;
  entries: Record<LedgerCause, number>;
  findings: Record<LedgerCause, number>;
}

const FIELDS = ['points', 'entries', 'findings'] as const;

const NONE = Object.fromEntries(LEDGER_CAUSES.map((cause) => [cause, 0])) as Record<LedgerCause, number>;
const none = (): Record<LedgerCause, number> => ({ ...NONE });

export const noTotals = (): LedgerTotals => ({ measured: false, points: none(), entries: none(), findings: none() });

/** As a column stores it: whether anything is measured, then three numbers for each cause. Causes that were added since are zero. */
export function totalsFrom(stored: readonly number[] | null): LedgerTotals {
  const totals = noTotals();
  if (stored === null) return totals;
  totals.measured = stored[0] === 1;
  LEDGER_CAUSES.forEach((cause, index) => {
    const place = 1 + index * FIELDS.length;
    totals.points[cause] = stored[place] ?? 0;
    totals.entries[cause] = stored[place + 1] ?? 0;
    totals.findings[cause] = stored[place + 2] ?? 0;
  });
  return totals;
}

export const storedTotals = (totals: LedgerTotals): number[] => [
  totals.measured ? 1 : 0,
  ...LEDGER_CAUSES.flatMap((cause) => FIELDS.map((name) => totals[name][cause])),
];

export function withEntries(
  totals: LedgerTotals,
  entries: readonly (LedgerEntry & { count?: number })[],
): LedgerTotals {
  if (entries.length === 0) return totals;
  const sum: LedgerTotals = {
    ...{ measured: totals.measured, points: { ...totals.points } },
    ...{ entries: { ...totals.entries }, findings: { ...totals.findings } },
  };
  for (const { cause, points, findings, notes = [], count = 1 } of entries) {
    if (notes.includes('measured')) sum.measured = true;
    if (notes.includes('unmeasured')) sum.measured = false;
    sum.points[cause] += points;
    sum.entries[cause] += count;
    sum.findings[cause] += findings;
  }
  return sum;
}

/** The score that the ledger leads to, in millionths; null: nothing is measured. */
export function scoreOf({ measured, points }: LedgerTotals): number | null {
  return measured ? LEDGER_CAUSES.reduce((sum, cause) => sum + points[cause], 0) : null;
}
