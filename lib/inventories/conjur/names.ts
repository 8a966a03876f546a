import { isStatement, type PolicyValue, type Statement } from '#lib/domain/privilege/conjur/read-policy.ts';

export const KINDS = ['policy', 'user', 'host', 'group', 'layer', 'variable', 'webservice'] as const;
export type ConjurKind = (typeof KINDS)[number];

const isKind = (tag: string | null): tag is ConjurKind => (KINDS as readonly (string | null)[]).includes(tag);

/** Where a statement stands: the ids of the policies around it. */
export type Place = readonly string[];

/** `variable:prod/db/password`. A user in a policy is called `rosa@prod-db`; a leading slash means the root. */
export function nameAt(kind: ConjurKind, id: string | null, place: Place): string {
  const isRoot = id?.startsWith('/') === true;
  const around = isRoot ? [] : place;
  const own = (id ?? '').replace(/^\//, '');
  if (kind === 'user') {
    const path = around.join('/').replaceAll('/', '-');
    return `user:${path === '' || own.includes('@') ? own : `${own}@${path}`}`;
  }
  // A layer or group without an id is that of its policy.
  return `${kind}:${[...around, ...(own === '' ? [] : [own])].join('/')}`;
}

/** The roles, members or resources that a statement names, by one member or its plural. */
export function namesIn(statement: Statement, place: Place, ...members: string[]): string[] {
  return members
    .flatMap((member) => flat(statement.members.get(member)))
    .flatMap((value) => {
      if (!isStatement(value) || !isKind(value.tag)) return [];
      return [nameAt(value.tag, value.id, place)];
    });
}

export function textsIn(statement: Statement, ...members: string[]): string[] {
  return members
    .flatMap((member) => flat(statement.members.get(member)))
    .flatMap((value) => (typeof value === 'string' && value !== '' ? [value] : []));
}

function flat(value: PolicyValue | undefined): PolicyValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.flatMap(flat) : [value as PolicyValue];
}
