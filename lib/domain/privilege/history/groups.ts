export type MembershipPair = readonly [member: number, group: number];

/** Who is in which groups, through groups in groups too, however deep; a circle ends where it began. */
export class Groups {
  readonly #groupsOf = new Map<number, number[]>();
  readonly #membersOf = new Map<number, number[]>();
  readonly #known = new Map<number, ReadonlySet<number>>();

  constructor(pairs: Iterable<MembershipPair>) {
    for (const [member, group] of pairs) {
      push(this.#groupsOf, member, group);
      push(this.#membersOf, group, member);
    }
  }

  /** Without itself. */
  above(member: number): ReadonlySet<number> {
    const known = this.#known.get(member);
    if (known !== undefined) return known;
    const found = reach(this.#groupsOf, member);
    this.#known.set(member, found);
    return found;
  }

  /** All that are in it, other groups too; without itself. */
  below(group: number): ReadonlySet<number> {
    return reach(this.#membersOf, group);
  }
}

function reach(next: ReadonlyMap<number, readonly number[]>, from: number): Set<number> {
  const found = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const each of next.get(at) ?? []) {
      if (found.has(each)) continue;
      found.add(each);
      open.push(each);
    }
  }
  found.delete(from);
  return found;
}

function push(into: Map<number, number[]>, key: number, value: number): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [value]);
  else known.push(value);
}
