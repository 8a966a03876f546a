import type { TrendFlow } from '#lib/domain/trend/metric.ts';
import type { LedgerCause } from './cause.ts';

/** From the end of one day until that of another. */
export interface LedgerPeriod {
  from: string;
  to: string;
}

/** The screen of the ledger between two days; with the entries of one cause, or with the findings of one kind. */
export function ledgerHref(
  { from, to }: LedgerPeriod,
  list: { cause: LedgerCause } | { kind: TrendFlow } | null = null,
): string {
  const hash = list === null ? '' : 'cause' in list ? '#entries' : '#findings';
  return `/trends/ledger?${new URLSearchParams({ from, to, ...list })}${hash}`;
}
