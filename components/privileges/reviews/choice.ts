import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { MOST_AT_ONCE, type ReviewDecision } from '#lib/domain/access-review/review.ts';
import { formatCount } from '#lib/format.ts';

/** Of the chosen rights, what one request decides, and in words why the others are left. */
export interface Choice {
  takes: readonly ReviewItem[];
  left: readonly string[];
  needsReason: boolean;
  mustSayNotOwn: boolean;
  /** Levels that a change can go down to; empty: there is none below. */
  levels: readonly number[];
}

const are = (count: number): string => (count === 1 ? 'is' : 'are');

/** High rights are decided one by one; one that is chosen alone is taken, with a reason. */
export function choose(items: readonly ReviewItem[], decision: ReviewDecision): Choice {
  const able = items.filter(({ may }) => may.decide);
  const fits = decision === 'change' ? able.filter(({ level }) => level > 1) : able;
  const low = fits.length > 1 ? fits.filter(({ high }) => !high) : fits;
  const takes = low.slice(0, MOST_AT_ONCE);
  const [others, lowest] = [items.filter(({ may }) => !may.decide), able.length - fits.length];
  const [high, over] = [fits.length - low.length, low.length - takes.length];
  const why = others[0]?.may.why_not;
  return {
    takes,
    left: [
      ...(high === 0
        ? []
        : [
            `${formatCount(high, 'right')} ${are(high)} of a high level or on production: decide each by itself, with a reason.`,
          ]),
      ...(lowest === 0
        ? []
        : [`${formatCount(lowest, 'right')} ${are(lowest)} of the lowest level already: certify or revoke.`]),
      ...(others.length === 0
        ? []
        : [
            others.length === 1 && why != null
              ? why
              : `${formatCount(others.length, 'right')} ${are(others.length)} not yours to decide.`,
          ]),
      ...(over === 0 ? [] : [`${formatCount(over, 'right')} more: at most ${MOST_AT_ONCE} are decided at once.`]),
    ],
    needsReason: decision !== 'certify' || takes.some(({ high: one }) => one),
    mustSayNotOwn: takes.some(({ may }) => may.must_say_not_own),
    levels: takes.length === 0 ? [] : below(Math.min(...takes.map(({ level }) => level))),
  };
}

const below = (level: number): number[] =>
  Array.from({ length: Math.max(0, Math.min(level, 5) - 1) }, (_, index) => index + 1);
