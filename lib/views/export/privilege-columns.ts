import type { PathRowView } from '#lib/contracts/path.ts';
import type {
  CredentialView,
  GrantView,
  PrincipalView,
  PrivilegeChange,
  ResourceView,
} from '#lib/contracts/privilege.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import type { Columns } from './encoder.ts';

/** As of which moment a row is known, and since when it is not told any more. */
const known = {
  unknown_since: ({ unknown_since: since }: { unknown_since: string | null }) => since,
  unknown_fields: ({ unknown_fields: fields }: { unknown_fields: readonly string[] }) => fields.join(' '),
};

export const principalColumns = (publicUrl: string): Columns<PrincipalView> => ({
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  system: ({ system }) => system,
  level: ({ level }) => levelWord(level),
  rights: ({ rights }) => rights,
  standing: ({ standing }) => standing,
  suspended: ({ suspended }) => suspended,
  two_factor: ({ two_factor: factor }) => factor,
  owner: ({ owner }) => owner,
  created_at: ({ created_at: at }) => at,
  expires: ({ expires }) => expires,
  last_active: ({ last_active: at }) => at,
  ...known,
  as_of: ({ as_of: at }) => at,
  external_id: ({ external_id: id }) => id,
  url: ({ id }) => `${publicUrl}/privileges/principals/${encodeURIComponent(id)}`,
  id: ({ id }) => id,
});

export const grantColumns = (publicUrl: string): Columns<GrantView> => ({
  principal: ({ principal }) => principal.name,
  principal_kind: ({ principal }) => principal.kind,
  system: ({ system }) => system,
  resource: ({ resource }) => resource.name,
  resource_kind: ({ resource }) => resource.kind,
  production: ({ resource }) => resource.production,
  level: ({ level }) => levelWord(level),
  permission: ({ permission }) => permission,
  via: ({ via }) => via,
  chain: ({ chain }) => chain.map(({ name }) => name).join(' > '),
  granted_at: ({ granted_at: at }) => at,
  granted_by: ({ granted_by: by }) => by,
  expires: ({ expires }) => expires,
  last_used: ({ last_used: at }) => at,
  needs_approval: ({ conditions }) => conditions?.approval ?? null,
  needs_second_factor: ({ conditions }) => conditions?.mfa ?? null,
  branch: ({ conditions }) => conditions?.branch ?? null,
  since: ({ since }) => since,
  ...known,
  url: ({ principal }) => `${publicUrl}/privileges/principals/${encodeURIComponent(principal.id)}`,
});

export const credentialColumns = (): Columns<CredentialView> => ({
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  system: ({ system }) => system,
  place: ({ place }) => place,
  owner: ({ owner }) => owner,
  age_days: (row) => row.age_days,
  policy_days: (row) => row.policy_days,
  overdue: ({ overdue }) => overdue,
  created_at: ({ created_at: at }) => at,
  renewed_at: ({ renewed_at: at }) => at,
  expires: ({ expires }) => expires,
  last_used: ({ last_used: at }) => at,
  production: ({ production }) => production,
  level: ({ level }) => (level === null ? null : levelWord(level)),
  ...known,
  as_of: ({ as_of: at }) => at,
  id: ({ id }) => id,
});

export const changeColumns = (): Columns<PrivilegeChange> => ({
  at: ({ at }) => at,
  system: ({ system }) => system,
  snapshot: ({ snapshot }) => snapshot,
  number: ({ number }) => number,
  follows_from: ({ cause }) => cause,
  way: ({ way }) => way,
  principal: ({ principal }) => principal.name,
  principal_kind: ({ principal }) => principal.kind,
  resource: ({ resource }) => resource?.name ?? null,
  group: ({ group }) => group?.name ?? null,
  from_level: (row) => levelWord(row.from_level),
  to_level: (row) => levelWord(row.to_level),
  became_admin: ({ admins }) => admins,
  became_admin_names: ({ admin_names: names }) => names.map(({ name }) => name).join(' '),
  principal_id: ({ principal }) => principal.id,
});

export const resourceColumns = (): Columns<ResourceView> => ({
  name: ({ name }) => name,
  kind: ({ kind }) => kind,
  system: ({ system }) => system,
  parent: ({ parent }) => parent?.name ?? null,
  production: ({ production }) => production,
  controls: ({ controls }) => (Object.keys(controls).length === 0 ? null : JSON.stringify(controls)),
  visibility: ({ visibility }) => visibility,
  archived: ({ archived }) => archived,
  created_at: ({ created_at: at }) => at,
  renewed_at: ({ renewed_at: at }) => at,
  expires: ({ expires }) => expires,
  last_used: ({ last_used: at }) => at,
  ...known,
  as_of: ({ as_of: at }) => at,
  external_id: ({ external_id: id }) => id,
  id: ({ id }) => id,
});

/** Of those who go a path the first are named; the count says how many there are. */
const namesOf = ({ first }: PathRowView['alone']): string => first.map(({ name }) => name).join(' ');

export const pathColumns = (publicUrl: string): Columns<PathRowView> => ({
  name: ({ name }) => name,
  pattern: ({ pattern }) => pattern,
  system: ({ system }) => system,
  severity: ({ severity }) => severity,
  certainty: ({ certainty }) => certainty,
  target: ({ target }) => target.name,
  target_kind: ({ target }) => target.kind,
  target_repository: ({ target }) => target.repository,
  production_because: ({ target }) => target.because,
  alone: ({ alone }) => alone.count,
  alone_first: ({ alone }) => namesOf(alone),
  with_help: ({ helped }) => helped.count,
  with_help_first: ({ helped }) => namesOf(helped),
  owners_only: (row) => row.owners_only,
  since: ({ since }) => since,
  until: ({ until }) => until,
  unread: ({ unread }) => unread,
  url: ({ id }) => `${publicUrl}/privileges/paths/${encodeURIComponent(id)}`,
  id: ({ id }) => id,
});
