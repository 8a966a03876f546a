import type { Difference } from './diff.ts';
import type { IncomingFinding, MovedFinding, PresentFinding } from './move.ts';

/** The finding whose own key it is, by key. */
export type Owners = ReadonlyMap<string, { number: number }>;

/**
 * A finding is at one place of a report at most. A key that the report gains may be a finding's own by now, because
 * another stream reported its move, while this stream still knows it under another key: then it moves to its own, and
 * what the report still holds under the other key is a gain. `owners`: of all gained keys, and of those that give way.
 */
export function settleClaims(
  diff: Difference,
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
  owners: Owners,
): Difference {
  const pairs = [...diff.moved, ...diff.rekeyed];
  const { claims, displaced } = claimsOf(
    [...diff.appeared, ...pairs.map((pair) => pair.incoming)],
    present,
    incoming,
    owners,
  );
  if (claims.size === 0) return diff;
  const claimed = new Set([...claims.values()].map((claim) => claim.incoming.key));
  const holds = (pair: { number: number; incoming: IncomingFinding }): boolean =>
    !claims.has(pair.number) && !claimed.has(pair.incoming.key);
  const broken = pairs.filter((pair) => !holds(pair));
  const gained = [...diff.appeared, ...displaced, ...broken.map((pair) => pair.incoming)];
  const changed = diff.changed.filter((item) => !claims.has(item.number));
  return {
    appeared: gained.filter((item) => !claimed.has(item.key)),
    changed,
    moved: [...diff.moved.filter(holds), ...claims.values()],
    rekeyed: diff.rekeyed.filter(holds),
    vanished: [...diff.vanished, ...broken.map((pair) => pair.number)].filter((number) => !claims.has(number)),
    unchanged: diff.unchanged - (displaced.length - (diff.changed.length - changed.length)),
  };
}

/** Claims on appeared items by their owners, and the items that the report still has at the owners' old places. */
function claimsOf(
  gained: readonly IncomingFinding[],
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
  owners: Owners,
): { claims: Map<number, MovedFinding>; displaced: IncomingFinding[] } {
  const claims = new Map<number, MovedFinding>();
  const displaced: IncomingFinding[] = [];
  if (owners.size === 0) return { claims, displaced };
  const known = new Map(present.map((finding) => [finding.number, finding]));
  const byKey = new Map(incoming.toReversed().map((item) => [item.key, item]));
  const queue = [...gained];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const was = known.get(owners.get(item.key)?.number ?? 0);
    if (was === undefined) continue;
    claims.set(was.number, { number: was.number, incoming: item, from: was.path, to: item.path });
    const left = byKey.get(was.key);
    if (left === undefined) continue;
    displaced.push(left);
    queue.push(left);
  }
  return { claims, displaced };
}
