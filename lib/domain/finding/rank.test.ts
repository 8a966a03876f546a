import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riskIn } from '#lib/domain/action/risk.ts';
import { CRITICALITIES, criticalityWeight } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import { EXPLOITS, exploitOf } from './exploit.ts';
import { CONFIDENCES, SEVERITIES, type StatedSeverity } from './finding.ts';
import { type FindingRank, rankOf, rankRanges } from './rank.ts';
import { confidenceOf, severityNumber } from './severity-number.ts';

const finding = fc.record({
  category: fc.constantFrom('secret' as const, 'sast' as const),
  severity: fc.constantFrom(...SEVERITIES.map(severityNumber)),
  confidence: fc.integer({ min: 0, max: CONFIDENCES.length - 1 }),
  exploit: fc.integer({ min: 0, max: EXPLOITS.length - 1 }),
  criticality: fc.constantFrom(...CRITICALITIES),
  exposure: fc.constantFrom(...EXPOSURES),
});
const isLive = ({ category, confidence }: FindingRank): boolean => category === 'secret' && confidence === 4;

/** V of an action that closes this finding alone. */
function riskOf({ confidence, exploit, criticality, exposure }: FindingRank, severity: StatedSeverity): number {
  const plain = {
    count: 1,
    exploit: exploitOf(exploit),
    reachability: 'unknown',
    overdue: 'none',
    accepted: false,
  } as const;
  const group = { ...plain, confidence: confidenceOf(confidence), openedAt: 0, dueAt: null, stated: severity };
  return criticalityWeight(criticality) * riskIn({ exposure, severities: { [severity]: [group] } }, new Date(0));
}

describe('the rank of a finding', () => {
  it('puts secrets that still work first, then goes by severity, then by what the queue weighs', () => {
    fc.assert(
      fc.property(finding, finding, (a, b) => {
        const above = rankOf(a) - rankOf(b);
        if (isLive(a) !== isLive(b)) expect(above > 0).toBe(isLive(a));
        else if (a.severity !== b.severity) {
          const order = (each: FindingRank): number =>
            SEVERITIES.findIndex((one) => severityNumber(one) === each.severity);
          expect(above > 0).toBe(order(a) < order(b));
        } else {
          const [heavy, light] = [riskOf(a, 'high'), riskOf(b, 'high')];
          // Steps are whole, so weights that are closer than a fifth may share one.
          if (heavy > light * 1.2) expect(above).toBeGreaterThan(0);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('lies in the ranges of its own severity alone', () => {
    fc.assert(
      fc.property(finding, (one) => {
        for (const severity of SEVERITIES) {
          const ranges = rankRanges([severityNumber(severity)]);
          const inside = ranges.some(({ from, to }) => from <= rankOf(one) && rankOf(one) <= to);
          expect(inside).toBe(severityNumber(severity) === one.severity);
        }
      }),
    );
  });

  it('has ranges that join with neighbours, and no others', () => {
    const ranges = (...names: (typeof SEVERITIES)[number][]) => rankRanges(names.map(severityNumber)).slice(0, -1);
    expect(ranges('unknown', 'medium', 'low')).toEqual([{ from: 200, to: 599 }]);
    expect(rankRanges([4, 3, 2, 1, 0, -1])).toEqual([{ from: 0, to: 1999 }]);
    expect(rankRanges([severityNumber('medium'), severityNumber('low')])).toEqual([
      { from: 200, to: 299 },
      { from: 400, to: 599 },
      { from: 1200, to: 1299 },
      { from: 1400, to: 1599 },
    ]);
  });
});
