/** What names a stream within its pipeline and ref. */
export interface StreamName {
  scanner: string;
  label: string;
}

/** Where a part of a report belongs after its report was read by a newer reader. */
export type Assignment =
  /** Its stream goes on from another report by now. */
  | { kind: 'none' }
  | { kind: 'same'; streamId: number }
  /** A stream of this report that is called otherwise takes its name. */
  | { kind: 'renamed'; streamId: number }
  /** A new stream, which remembers what `from` does. */
  | { kind: 'new'; from: number };

/**
 * Which stream each part of a report feeds. `current`: the streams whose current upload the report is; `others`: names
 * of the other streams of its pipeline and ref; `shared`: how many findings of a stream (by id) are in a part.
 */
export function assignParts(
  parts: readonly StreamName[],
  current: readonly (StreamName & { id: number })[],
  others: readonly StreamName[],
  shared: (streamId: number, part: number) => number,
): Assignment[] {
  const own = parts.map((part) => current.find((stream) => isSame(stream, part)) ?? null);
  const taken = new Set(own.flatMap((stream) => (stream === null ? [] : stream.id)));
  const fallback = current[0];
  const most = (place: number): number => Math.max(0, ...current.map((stream) => shared(stream.id, place)));
  // Parts with most findings choose first.
  const order = [...parts.entries()].toSorted(([a], [b]) => most(b) - most(a) || a - b);
  const assigned = order.map(([place, part]): [number, Assignment] => [place, assign(place, part)]);
  return assigned.toSorted(([a], [b]) => a - b).map(([, assignment]) => assignment);

  function assign(place: number, part: StreamName): Assignment {
    const same = own[place];
    if (same) return { kind: 'same', streamId: same.id };
    if (fallback === undefined || others.some((stream) => isSame(stream, part))) return { kind: 'none' };
    const ranked = current.toSorted(
      (a, b) => shared(b.id, place) - shared(a.id, place) || related(b, part) - related(a, part),
    );
    const free = ranked.find((stream) => !taken.has(stream.id));
    if (free === undefined) return { kind: 'new', from: (ranked[0] ?? fallback).id };
    taken.add(free.id);
    return { kind: 'renamed', streamId: free.id };
  }
}

const isSame = (a: StreamName, b: StreamName): boolean => a.scanner === b.scanner && a.label === b.label;
const related = (stream: StreamName, part: StreamName): number =>
  Number(stream.scanner === part.scanner || stream.scanner.split('+').includes(part.scanner));
