import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference, PresentFinding } from './diff.ts';

/**
 * Content of a finding that stayed open although the stream's current report does not hold it, when that report was read
 * again by a newer reader: which key the reader gives it is known only when a report holds it again. Also of a secret,
 * whose value the stored report does not hold.
 */
export const STALE_CONTENT = '00';

export const isStale = ({ contentHash }: Pick<PresentFinding, 'contentHash'>): boolean => contentHash === STALE_CONTENT;

/** Takes findings whose keys are of an older reader for those that the report gains of the same rule at the same place. */
export function matchStale(diff: Difference, stale: ReadonlySet<number>, known: readonly KnownFinding[]): Difference {
  const lost = known.filter((finding) => stale.has(finding.number));
  const rekeyed: Difference['rekeyed'] = [];
  for (const spotOf of [exact, inFile]) {
    const gained = Map.groupBy(
      diff.appeared.filter((item) => !rekeyed.some((pair) => pair.incoming === item)),
      spotOf,
    );
    const waiting = lost.filter(({ number }) => !rekeyed.some((pair) => pair.number === number));
    for (const [spot, findings] of Map.groupBy(waiting, spotOf)) {
      const items = gained.get(spot) ?? [];
      findings.slice(0, items.length).forEach(({ number }, index) => {
        const incoming = items[index];
        if (incoming !== undefined) rekeyed.push({ number, incoming });
      });
    }
  }
  const numbers = new Set(rekeyed.map((pair) => pair.number));
  const taken = new Set(rekeyed.map((pair) => pair.incoming));
  return {
    ...diff,
    appeared: diff.appeared.filter((item) => !taken.has(item)),
    vanished: diff.vanished.filter((number) => !numbers.has(number)),
    rekeyed: [...diff.rekeyed, ...rekeyed],
  };
}

type Spot = { ruleId: string; path: string | null; line: number | null };
const exact = ({ ruleId, path, line }: Spot): string => JSON.stringify([ruleId, path, line]);
const inFile = ({ ruleId, path }: Spot): string => JSON.stringify([ruleId, path]);
