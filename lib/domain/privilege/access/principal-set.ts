/** A set of principals, a bit for each. Never changed once it is made: sets are shared by thousands of repositories. */
export type PrincipalSet = Uint32Array;

export function setOf(size: number, indexes: Iterable<number>): PrincipalSet {
  const set = new Uint32Array(Math.ceil(size / 32));
  for (const index of indexes) set[index >>> 5] = (set[index >>> 5] ?? 0) | (1 << (index & 31));
  return set;
}

export function isEmptySet(set: PrincipalSet): boolean {
  for (const word of set) if (word !== 0) return false;
  return true;
}

export function hasPrincipal(set: PrincipalSet, index: number): boolean {
  return (((set[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
}

export function unionSets(a: PrincipalSet, b: PrincipalSet): PrincipalSet {
  if (a === b || isSubset(b, a)) return a;
  if (isSubset(a, b)) return b;
  return a.map((word, at) => word | (b[at] ?? 0));
}

export function intersectSets(a: PrincipalSet, b: PrincipalSet): PrincipalSet {
  if (a === b || isSubset(a, b)) return a;
  if (isSubset(b, a)) return b;
  return a.map((word, at) => word & (b[at] ?? 0));
}

export function subtractSets(a: PrincipalSet, b: PrincipalSet): PrincipalSet {
  if (isDisjoint(a, b)) return a;
  return a.map((word, at) => word & ~(b[at] ?? 0));
}

export function isDisjoint(a: PrincipalSet, b: PrincipalSet): boolean {
  for (let at = 0; at < a.length; at += 1) if (((a[at] ?? 0) & (b[at] ?? 0)) !== 0) return false;
  return true;
}

export function isSubset(a: PrincipalSet, b: PrincipalSet): boolean {
  for (let at = 0; at < a.length; at += 1) if (((a[at] ?? 0) & ~(b[at] ?? 0)) !== 0) return false;
  return true;
}

export function sizeOfSet(set: PrincipalSet): number {
  let size = 0;
  for (let word of set) for (; word !== 0; word &= word - 1) size += 1;
  return size;
}

export function indexesOf(set: PrincipalSet): number[] {
  const indexes: number[] = [];
  set.forEach((word, at) => {
    for (let bit = 0; bit < 32; bit += 1) if (((word >>> bit) & 1) === 1) indexes.push(at * 32 + bit);
  });
  return indexes;
}
