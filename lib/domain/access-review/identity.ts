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

/** The same when it was frozen: with the person whom it was found to be of, and, of a group, those who are in it. */
export interface FrozenHolder extends HeldBy {
  subject: number | null;
  /** People of Plumbline who are in the group, by whatever groups; null: it is no group, or nobody looked. */
  members: readonly number[] | null;
  /** Whether these are all: every account in it is known to be somebody's, or nobody's. */
  membersKnown: boolean | null;
}

/** `unknown`: somebody is behind it, and it is not known who. */
export type Ownership = 'own' | 'not_own' | 'unknown';

/** Kinds that nobody is. What a group has is its members'. */
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
 * Whether a right is the person's own: theirs, or of a group that they are in. Whoever might be it is taken for it: two people of one login
 * both decide nothing of it.
 */
export function ownershipOf(held: FrozenHolder, person: KnownPerson): Ownership {
  if (held.subject === person.id || linkTo(held, person) !== null || held.members?.includes(person.id)) return 'own';
  if (held.principalKind === 'group') return held.membersKnown === true ? 'not_own' : 'unknown';
  if (held.subject !== null || OF_NOBODY.has(held.principalKind)) return 'not_own';
  return isSomebodys(held) ? 'unknown' : 'not_own';
}

const isSomebodys = ({ principalKind, principalOwner }: HeldBy): boolean =>
  !OF_NOBODY.has(principalKind) && (principalKind === 'human' || principalKind === 'token' || principalOwner !== null);

/**
 * Who of the people is in a group, by the accounts in it. Whoever might be one is taken for it; an account that nobody is known to be
 * leaves open who else is.
 * @param accounts null: it was not told who is in it
 */
export function membersOf(
  accounts: readonly HeldBy[] | null,
  candidatesFor: (held: HeldBy) => readonly KnownPerson[],
): { members: number[]; membersKnown: boolean } {
  const members = new Set<number>();
  let membersKnown = accounts !== null;
  for (const account of accounts ?? []) {
    const people = candidatesFor(account).filter((person) => linkTo(account, person) !== null);
    for (const { id } of people) members.add(id);
    if (people.length === 0 && isSomebodys(account)) membersKnown = false;
  }
  return { members: [...members].sort((a, b) => a - b), membersKnown };
}
