import type { IdentityLink } from './review.ts';

/** A person of Plumbline, as far as principals can be compared with them. */
export interface KnownPerson {
  id: number;
  email: string;
}

/** Whom a right is of, as inventories call them. */
export interface HeldBy {
  principalKind: string;
  principalName: string;
  principalOwner: string | null;
}

/** `unknown`: somebody is behind it, and it is not known who. */
export type Ownership = 'own' | 'not_own' | 'unknown';

/** Kinds that nobody is: what their members have is reviewed as being in them. */
const OF_NOBODY: ReadonlySet<string> = new Set(['group', 'runner', 'runner_group']);

/** What stands behind the last separator: `arn:aws:iam::1:user/rosa`, `ACME\rosa`. */
const bare = (name: string): string => name.split(/[/\\]/).at(-1)?.trim().toLowerCase() ?? '';

/** Systems differ in the signs that they allow: `ines-calder` of one is `ines.calder` of another. */
const plain = (login: string): string => login.replace(/[._-]+/g, '');

/** What stands before the `@`, without signs; empty: nothing does. */
const loginOf = (address: string): string => plain(address.slice(0, Math.max(0, address.lastIndexOf('@'))));

/**
 * Whether an account's name is that of a person: letter for letter their address, or what stands before its `@`, whatever signs divide it.
 * An address of another domain is somebody else's.
 */
export function nameMatches(name: string, { email }: Pick<KnownPerson, 'email'>): 'email' | 'login' | null {
  const [account, address] = [bare(name), email.toLowerCase()];
  if (account === '') return null;
  if (account === address) return 'email';
  const login = plain(account);
  return login !== '' && login === loginOf(address) ? 'login' : null;
}

/** How a right is this person's, by its own name or by its owner's; null: by neither. */
function linkTo({ principalKind, principalName, principalOwner }: HeldBy, person: KnownPerson): IdentityLink | null {
  if (OF_NOBODY.has(principalKind)) return null;
  const own = nameMatches(principalName, person);
  if (own !== null) return own;
  return principalOwner !== null && nameMatches(principalOwner, person) !== null ? 'owner' : null;
}

const STRENGTH: Readonly<Record<IdentityLink, number>> = { email: 0, login: 1, owner: 2 };

/** Finds the few of many people who may be behind an account, by its name and its owner's. */
export function indexPeople<P extends KnownPerson>(people: readonly P[]): (held: HeldBy) => readonly P[] {
  const byName = new Map<string, P[]>();
  const add = (name: string, person: P): void => {
    byName.set(name, [...(byName.get(name) ?? []), person]);
  };
  for (const person of people) {
    const address = person.email.toLowerCase();
    add(address, person);
    add(loginOf(address), person);
  }
  return ({ principalName, principalOwner }) => {
    const names = [principalName, ...(principalOwner === null ? [] : [principalOwner])].map(bare);
    const keys = names.flatMap((name) => [name, plain(name)]).filter((key) => key !== '');
    return [...new Set(keys.flatMap((key) => byName.get(key) ?? []))];
  };
}

/** The one person whom a right is of; null where there is none, or where several would be it alike. */
export function subjectOf(held: HeldBy, people: readonly KnownPerson[]): { person: number; by: IdentityLink } | null {
  const found = people.flatMap((person) => {
    const by = linkTo(held, person);
    return by === null ? [] : [{ person: person.id, by }];
  });
  const strongest = Math.min(...found.map(({ by }) => STRENGTH[by]));
  const best = found.filter(({ by }) => STRENGTH[by] === strongest);
  return best.length === 1 ? (best[0] ?? null) : null;
}

/**
 * Whether a right is the person's own. Whoever might be it is taken for it: two people of one login both decide nothing of it.
 * @param subject the person whom it was found to be of when it was frozen
 */
export function ownershipOf(held: HeldBy & { subject: number | null }, person: KnownPerson): Ownership {
  if (held.subject === person.id || linkTo(held, person) !== null) return 'own';
  if (held.subject !== null || OF_NOBODY.has(held.principalKind)) return 'not_own';
  return held.principalKind === 'human' || held.principalKind === 'token' || held.principalOwner !== null
    ? 'unknown'
    : 'not_own';
}
