import { hashKey } from './identity.ts';

export interface KeyItem {
  base: string;
  place: string;
  repeats: 'merge' | 'ordinal';
}

export interface AssignedKeys {
  /** 32 hex characters for each item, in the items' order. Items that are one finding have the same. */
  keys: string[];
  /** For each item the index of the item that its record is merged into: its own index when it is the first. */
  leaders: Int32Array;
  /** For each item its number among those with its base, from 0. */
  ordinals: Int32Array;
}

/**
 * Keys of one report. Equal bases are one finding (`merge`), or true repeats numbered in line order (`ordinal`), where
 * the very same result at the same place is one finding still. The order of the items does not matter to the keys.
 */
export function assignKeys(items: readonly KeyItem[]): AssignedKeys {
  const keys = new Array<string>(items.length);
  const leaders = new Int32Array(items.length);
  const ordinals = new Int32Array(items.length);
  const firsts = new Map<string, number>();
  // Linked lists of equal bases in two typed arrays, instead of a small array for each of a million items.
  const next = new Int32Array(items.length).fill(-1);
  const last = new Int32Array(items.length);
  const repeated: number[] = [];
  items.forEach((item, index) => {
    const first = firsts.get(item.base);
    if (first === undefined) {
      firsts.set(item.base, index);
      keys[index] = hashKey(item.base);
      leaders[index] = index;
      last[index] = index;
      return;
    }
    const end = last[first] ?? first;
    if (end === first) repeated.push(first);
    next[end] = index;
    last[first] = index;
  });
  for (const first of repeated) assignGroup(items, chain(next, first), { keys, leaders, ordinals });
  return { keys, leaders, ordinals };
}

function chain(next: Int32Array, first: number): number[] {
  const indexes: number[] = [];
  for (let index = first; index !== -1; index = next[index] ?? -1) indexes.push(index);
  return indexes;
}

function assignGroup(items: readonly KeyItem[], group: number[], { keys, leaders, ordinals }: AssignedKeys): void {
  const [first = 0] = group;
  const base = items[first]?.base ?? '';
  const place = (index: number): string => items[index]?.place ?? '';
  if (items[first]?.repeats === 'ordinal')
    group.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a - b));
  let leader = first;
  let ordinal = -1;
  let previous: string | null = null;
  for (const index of group) {
    const here = items[index]?.repeats === 'ordinal' ? place(index) : '';
    if (previous === null || here !== previous) {
      ordinal += 1;
      leader = index;
      previous = here;
    }
    leaders[index] = leader;
    ordinals[index] = ordinal;
    keys[index] = leader === index ? hashKey(base, ordinal) : (keys[leader] ?? '');
  }
}
