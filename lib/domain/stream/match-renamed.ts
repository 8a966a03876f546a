import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { Difference, StreamDiff } from './diff.ts';
import type { IncomingFinding, PresentFinding } from './move.ts';

/**
 * New keys of findings whose rule the report calls by another name, by their numbers: the report itself says what the
 * rule was called before. A key that the report still has, or that the stream has under the new name, stays as it is.
 */
export function renamedKeys(
  present: readonly PresentFinding[],
  incoming: readonly IncomingFinding[],
): Map<number, string> {
  const renamed = incoming.filter((item) => item.formerKeys !== undefined);
  const keys = new Map<number, string>();
  if (renamed.length === 0) return keys;
  const numbers = new Map(present.map((finding) => [finding.key, finding.number]));
  const reported = new Set(incoming.map((item) => item.key));
  for (const { key, formerKeys = [] } of renamed) {
    if (numbers.has(key)) continue;
    const former = formerKeys.filter((each) => !reported.has(each)).map((each) => numbers.get(each));
    const number = former.find((each) => each !== undefined && !keys.has(each));
    if (number !== undefined) keys.set(number, key);
  }
  return keys;
}

/** The stream's findings under the names that the report gives their rules. */
export function underNewKeys(
  present: readonly PresentFinding[],
  keys: ReadonlyMap<number, string>,
): readonly PresentFinding[] {
  if (keys.size === 0) return present;
  return present.map((finding) => ({ ...finding, key: keys.get(finding.number) ?? finding.key }));
}

/** Of a difference to `underNewKeys`: the findings that take their new key from the report. */
export function rekeyedByName(diff: StreamDiff, keys: ReadonlyMap<number, string>): Difference {
  if (keys.size === 0) return { ...diff, rekeyed: [] };
  return {
    ...diff,
    changed: diff.changed.filter((item) => !keys.has(item.number)),
    rekeyed: diff.changed.filter((item) => keys.has(item.number)),
  };
}

/** Results that the repository does not know, with the former keys that it may know them by. */
export function unknownButFormer(
  appeared: readonly IncomingFinding[],
  owners: ReadonlyMap<string, KnownFinding>,
): IncomingFinding[] {
  return appeared.filter((item) => item.formerKeys !== undefined && !owners.has(item.key));
}

/**
 * Owners of results that the repository knows by a former name of their rule, by the results' own keys. A finding that
 * the stream has already is none of them.
 */
export function formerOwners(
  unknown: readonly IncomingFinding[],
  found: readonly KnownFinding[],
  present: readonly PresentFinding[],
): Map<string, KnownFinding> {
  const byKey = new Map(found.map((finding) => [finding.key, finding]));
  const taken = new Set(present.map((finding) => finding.number));
  const owners = new Map<string, KnownFinding>();
  for (const { key, formerKeys = [] } of unknown) {
    const finding = formerKeys.map((each) => byKey.get(each)).find((each) => each && !taken.has(each.number));
    if (finding === undefined) continue;
    owners.set(key, finding);
    taken.add(finding.number);
  }
  return owners;
}
