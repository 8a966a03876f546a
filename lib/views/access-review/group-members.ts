import type { StandingMembership } from '#db/queries/access-review-rights.ts';
import type { HeldBy } from '#lib/domain/access-review/identity.ts';

/** Who is in groups, by the groups in them too. */
export class GroupMembers {
  readonly #in: ReadonlyMap<number, readonly StandingMembership[]>;
  readonly #told: boolean;
  readonly #known = new Map<number, readonly HeldBy[]>();

  /** @param unread sections of the newest snapshot that were not read: where one of them would tell, it is not known who is in a group */
  constructor(memberships: readonly StandingMembership[], unread: readonly string[]) {
    this.#in = Map.groupBy(memberships, ({ target }) => target);
    const telling = new Set(memberships.map(({ sections }) => sections));
    const all = telling.size === 0 || telling.has(null);
    const names = new Set([...telling].flatMap((sections) => sections?.split(',') ?? []));
    this.#told = !unread.some((name) => all || names.has(name));
  }

  /** The accounts in a group; null: it was not told. */
  of(group: number): readonly HeldBy[] | null {
    if (!this.#told) return null;
    const known = this.#known.get(group) ?? this.#accountsIn(group);
    this.#known.set(group, known);
    return known;
  }

  #accountsIn(group: number): HeldBy[] {
    const accounts = new Map<number, HeldBy>();
    const seen = new Set([group]);
    for (const each of seen) {
      for (const member of this.#in.get(each) ?? []) {
        if (member.principalKind === 'group') seen.add(member.principal);
        else accounts.set(member.principal, member);
      }
    }
    return [...accounts.values()];
  }
}
