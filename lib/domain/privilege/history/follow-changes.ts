import type { RightChange } from './change.ts';

type Change = RightChange & { admins: number };

/** Deep enough for anything that lies in anything. */
const DEEPEST = 20;

/**
 * For each change the one that it follows from: the same principal's on something that what it is about lies in, which gives, or took,
 * as much. Who becomes owner of an organization gets all of its repositories by it: that is one thing to look at, and the outermost.
 * Somebody becomes admin by what follows only where its cause made somebody admin too, so that causes alone name everybody.
 * @returns places in the list; null: it follows from none
 */
export function followChanges(
  changes: readonly Change[],
  parentOf: (resource: number) => number | null,
): (number | null)[] {
  const places = new Map<string, number>();
  for (const [place, { principal, resource }] of changes.entries()) {
    if (resource !== null) places.set(`${principal} ${resource}`, place);
  }
  return changes.map((change) => {
    if (change.resource === null) return null;
    let outermost: number | null = null;
    let at = parentOf(change.resource);
    for (let depth = 0; at !== null && depth < DEEPEST; depth += 1) {
      const place = places.get(`${change.principal} ${at}`);
      const cause = place === undefined ? undefined : changes[place];
      if (place !== undefined && cause !== undefined && gives(cause, change)) outermost = place;
      at = parentOf(at);
    }
    return outermost;
  });
}

function gives(cause: Change, change: Change): boolean {
  if (change.admins > 0 && cause.admins === 0) return false;
  if (cause.toLevel > cause.fromLevel) return change.toLevel > change.fromLevel && cause.toLevel >= change.toLevel;
  return cause.toLevel < cause.fromLevel && change.toLevel < change.fromLevel && cause.fromLevel >= change.fromLevel;
}
