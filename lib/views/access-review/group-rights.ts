export interface GroupRight {
  name: string;
  permission: string;
  level: number;
  production: string | null;
}

interface Pair {
  principal: number;
  target: number;
}

/** What groups may do, by the groups that they are in too, the highest first. */
export class GroupRights {
  readonly #direct: ReadonlyMap<number, readonly GroupRight[]>;
  readonly #above: ReadonlyMap<number, readonly Pair[]>;
  readonly #known = new Map<number, readonly GroupRight[]>();

  constructor(direct: ReadonlyMap<number, readonly GroupRight[]>, memberships: readonly Pair[]) {
    this.#direct = direct;
    this.#above = Map.groupBy(memberships, ({ principal }) => principal);
  }

  of(group: number): readonly GroupRight[] {
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const seen = new Set([group]);
    for (const each of seen) for (const { target } of this.#above.get(each) ?? []) seen.add(target);
    const rights = [...seen].flatMap((each) => this.#direct.get(each) ?? []);
    const sorted = rights.toSorted(
      (a, b) => b.level - a.level || compare(a.name, b.name) || compare(a.permission, b.permission),
    );
    this.#known.set(group, sorted);
    return sorted;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
