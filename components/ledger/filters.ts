import { lastWeek } from '#components/queries/ledger.ts';
import { LEDGER_CAUSES, type LedgerCause } from '#lib/domain/ledger/cause.ts';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { isDay } from '#lib/domain/time.ts';
import { TREND_FLOWS, type TrendFlow } from '#lib/domain/trend/metric.ts';

/** Before it nothing can be known. */
const FIRST_DAY = '2000-01-01';

export interface LedgerFilters extends LedgerPeriod {
  /** Whose entries are listed; null: those of none. */
  cause: LedgerCause | null;
  /** Which findings are listed. */
  kind: TrendFlow | null;
}

/** Reads the filters from the address, ignoring invalid values: the last week, where it names no two days in order. */
export function readLedgerFilters(get: (name: string) => string | null, today: string): LedgerFilters {
  const [from, to] = [get('from'), get('to')];
  const valid = isDay(from) && isDay(to) && from >= FIRST_DAY && from < to && to <= today;
  return {
    ...(valid ? { from, to } : lastWeek(today)),
    cause: LEDGER_CAUSES.find((one) => one === get('cause')) ?? null,
    kind: TREND_FLOWS.find((one) => one === get('kind')) ?? null,
  };
}
