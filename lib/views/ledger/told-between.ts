import type { LedgerBetween } from '#lib/domain/ledger/between.ts';
import { MICRO } from '#lib/domain/ledger/cause.ts';
import { shownParts } from '#lib/domain/ledger/shown-parts.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { tenths } from '#lib/views/tenths.ts';

export interface ToldBetween {
  /** As screens show them; null: not known. */
  from: number | null;
  to: number | null;
  change: number | null;
  /** `shown`: in tenths, which add up to `change`. */
  parts: (LedgerBetween['parts'][number] & { shown: number })[];
}

const scoreOf = (micro: number | null): number | null => shownScore(micro === null ? null : micro / MICRO);

/** What moved a score between two moments, as screens and mails tell it. */
export function toldBetween({ from: was, to: is, parts }: Pick<LedgerBetween, 'from' | 'to' | 'parts'>): ToldBetween {
  const [from, to] = [scoreOf(was), scoreOf(is)];
  const change = from === null || to === null ? null : tenths(to - from);
  const shown = shownParts(
    parts.map(({ points }) => points / MICRO),
    change ?? 0,
  );
  return {
    ...{ from, to, change },
    parts: parts.map((part, index) => ({ ...part, shown: shown[index] ?? 0 })),
  };
}
