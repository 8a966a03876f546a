import { z } from 'zod';
import { CREDENTIAL_AGES } from '#lib/domain/privilege/credential-age.ts';
import { CHANGE_WAYS } from '#lib/domain/privilege/history/change.ts';
import { INVENTORY_SOURCES } from '#lib/domain/privilege/inventory.ts';
import {
  CREDENTIAL_PRINCIPALS,
  CREDENTIAL_RESOURCES,
  PRINCIPAL_KINDS,
  RESOURCE_KINDS,
  VIAS,
} from '#lib/domain/privilege/kinds.ts';
import {
  cursor,
  givenInstant,
  instant,
  limit,
  list,
  repositoryName,
  total,
  wholeNumber,
  word,
  yesOrNo,
} from './common.ts';

const count = z.number().int();
const source = z.enum(INVENTORY_SOURCES);
const publicId = word(40);

/** An instant, or known to be never; null: the system does not tell. */
const seen = z.union([instant, z.literal('never')]).nullable();
/** 0 none, 1 read, 2 triage, 3 write, 4 maintain, 5 admin. */
const level = z.number().int().min(0).max(5);

/** Since when what is shown is not told any more, so that it is what was said last; null: it is known. */
const unknown = z.object({
  unknown_since: instant.nullable(),
  /** The fields of which that is so; empty beside an instant: all of them. */
  unknown_fields: z.array(z.string()),
});

export const paging = { cursor: cursor.optional(), limit: limit.default(50) };
const counted = { total: yesOrNo.optional().describe('Whether to count all rows with these filters, up to 10,000.') };
export const where = {
  source: list(source).optional(),
  system: list(repositoryName).optional().describe('Names of systems, as `github/acme`.'),
};
const unusedDays = wholeNumber(1, 3650).optional().describe('Not used for so many days, as far as that is told.');

const pageOf = <T extends z.ZodType>(row: T) =>
  z.object({
    items: z.array(row),
    next_cursor: z.string().nullable(),
    /** Where it is asked for. Differences between two snapshots are not counted. */
    total: total.optional(),
  });

export const principalName = z.object({ id: publicId, name: z.string(), kind: z.enum(PRINCIPAL_KINDS) });
export const resourceName = z.object({ id: publicId, name: z.string(), kind: z.enum(RESOURCE_KINDS) });

/** Whoever may do something: a person, a machine, a group, a credential. */
export const principalView = principalName.extend({
  /** `github/acme` */
  system: z.string(),
  source,
  /** As the system itself has it: stays when the name changes. */
  external_id: z.string(),
  owner: z.string().nullable(),
  /** Of people: in the organization, invited from outside, or in no list of people any more; null: not told. */
  standing: z.enum(['member', 'outside', 'gone']).nullable(),
  suspended: z.boolean().nullable(),
  two_factor: z.boolean().nullable(),
  /** The highest level that it has on anything, by whatever way. */
  level,
  /** Rights that it has, those of its groups too. */
  rights: count,
  created_at: instant.nullable(),
  expires: seen,
  last_active: seen,
  ...unknown.shape,
  /** When the newest snapshot of its system was collected. */
  as_of: instant,
});
export type PrincipalView = z.infer<typeof principalView>;

/** `GET /api/v1/privileges/principals`, the highest level first. */
export const principalListParams = z.object({
  q: word(200).optional().describe('A part of the name.'),
  ...where,
  kind: list(z.enum(PRINCIPAL_KINDS)).optional(),
  level_min: wholeNumber(0, 5).optional(),
  admin: yesOrNo.optional().describe('Admin of something, or of nothing.'),
  standing: list(z.enum(['member', 'outside', 'gone'])).optional(),
  unused_days: unusedDays,
  expiring_before: givenInstant.optional(),
  never_expires: yesOrNo.optional(),
  unknown: yesOrNo.optional().describe('Whether something of it is not told any more.'),
  ...counted,
  ...paging,
});
export type PrincipalListParams = z.infer<typeof principalListParams>;
export const principalListView = pageOf(principalView);
export type PrincipalListView = z.infer<typeof principalListView>;

/** A right, and why somebody has it. */
export const grantView = z.object({
  system: z.string(),
  principal: principalName,
  resource: resourceName.extend({
    /** The pattern by which it is production's; null: it is not. */
    production: z.string().nullable(),
  }),
  level,
  permission: z.string(),
  via: z.enum(VIAS),
  /** Of the rights of one principal: the groups from it to the one that was given the right; empty: it was given to it. */
  chain: z.array(principalName),
  granted_at: instant.nullable(),
  granted_by: z.string().nullable(),
  expires: seen,
  last_used: seen,
  /** What it asks for beside itself. */
  conditions: z
    .object({ approval: z.boolean().nullable(), mfa: z.boolean().nullable(), branch: z.string().nullable() })
    .nullable(),
  /** When the first snapshot was collected that has it so. */
  since: instant,
  ...unknown.shape,
});
export type GrantView = z.infer<typeof grantView>;

/** `GET /api/v1/privileges/grants`, the highest level first. */
export const grantListParams = z.object({
  ...where,
  principal: publicId.optional().describe('What it has, by its groups too, with the chain.'),
  resource: publicId.optional(),
  repo: repositoryName.optional().describe('Those on this repository, in whatever system it is.'),
  level_min: wholeNumber(0, 5).optional(),
  via: list(z.enum(VIAS)).optional(),
  unused_days: unusedDays,
  use_told: yesOrNo.optional().describe('Whether the system tells when they were last used.'),
  ...counted,
  ...paging,
});
export type GrantListParams = z.infer<typeof grantListParams>;
export const grantListView = pageOf(grantView);
export type GrantListView = z.infer<typeof grantListView>;

/** `GET /api/v1/privileges/principals/{id}` */
export const principalDetail = principalView.extend({
  /** What it may do by its own permissions, as apps and tokens do. */
  own: z
    .object({ level, permissions: z.record(z.string(), z.string()), everywhere: z.boolean().nullable() })
    .nullable(),
  /** What every member may do on all repositories; null: it is no member, or that is not told. */
  base_level: level.nullable(),
  /** Groups that it is in, through groups in groups too, with those between. */
  groups: z.array(principalName.extend({ level, chain: z.array(principalName) })),
  /** Of a group: who is in it directly, the first 200. */
  members: z.array(principalName),
  member_count: count,
  /** The first 100 of its rights, the highest first; `GET /api/v1/privileges/grants?principal=` has all of them. */
  grants: z.array(grantView),
  first_seen: instant,
});
export type PrincipalDetail = z.infer<typeof principalDetail>;

/** A token, key, app or stored secret by its age. Never a value. */
export const credentialView = z.object({
  id: publicId,
  kind: z.enum([...CREDENTIAL_PRINCIPALS, ...CREDENTIAL_RESOURCES]),
  name: z.string(),
  system: z.string(),
  owner: z.string().nullable(),
  /** What it lies in: a repository, an environment. */
  place: z.string().nullable(),
  created_at: instant.nullable(),
  /** When its value was last set; null: not told. */
  renewed_at: instant.nullable(),
  age_days: count.nullable(),
  /** How old the organization lets it become, in days. */
  policy_days: count,
  /** Null: its age is not told. */
  overdue: z.boolean().nullable(),
  expires: seen,
  last_used: seen,
  production: z.string().nullable(),
  level: level.nullable(),
  ...unknown.shape,
  as_of: instant,
});
export type CredentialView = z.infer<typeof credentialView>;

/** `GET /api/v1/privileges/credentials`, the oldest first; those whose age is not told come last. */
export const credentialListParams = z.object({
  ...where,
  kind: list(z.enum([...CREDENTIAL_PRINCIPALS, ...CREDENTIAL_RESOURCES])).optional(),
  q: word(200).optional(),
  older_days: wholeNumber(0, 36_500).optional(),
  age: list(z.enum(CREDENTIAL_AGES)).optional().describe('Against what the organization allows.'),
  unused_days: unusedDays,
  expiring_before: givenInstant.optional(),
  never_expires: yesOrNo.optional(),
  ...counted,
  ...paging,
});
export type CredentialListParams = z.infer<typeof credentialListParams>;
export const credentialListView = pageOf(credentialView);
export type CredentialListView = z.infer<typeof credentialListView>;

/** What changed in who may do what. */
export const privilegeChange = z.object({
  system: z.string(),
  snapshot: count,
  /** Among the changes of its snapshot. */
  number: count,
  /** When the snapshot was collected that showed it. */
  at: instant,
  way: z.enum(CHANGE_WAYS),
  principal: principalName,
  /** On what; or the group that was joined or left; both null: what it may do by its own permissions. */
  resource: resourceName.nullable(),
  group: principalName.nullable(),
  from_level: level,
  to_level: level,
  /** How many became admin of something by it that they were not admin of before, and the first of them. */
  admins: count,
  admin_names: z.array(principalName),
  /** The change of the same snapshot that it follows from: of the same principal, on what this one's lies in. */
  cause: count.nullable(),
  /** How many follow from it. */
  follows: count,
});
export type PrivilegeChange = z.infer<typeof privilegeChange>;

/** `GET /api/v1/privileges/changes`, the newest first. */
export const changeListParams = z.object({
  ...where,
  since: givenInstant.optional().describe('What snapshots showed that were collected since then.'),
  from: wholeNumber(0, 2_147_483_647)
    .optional()
    .describe(
      'With one `system`: what is different in the snapshot `to` (left out: the newest) from that of this number.',
    ),
  to: wholeNumber(1, 2_147_483_647).optional(),
  admin: yesOrNo.optional().describe('Only those by which somebody became admin.'),
  way: list(z.enum(CHANGE_WAYS)).optional(),
  principal: publicId.optional(),
  grouped: yesOrNo
    .optional()
    .describe(
      'Without changes that follow from another one in the list, which says under `follows` how many there are. Not with `from`.',
    ),
  snapshot: wholeNumber(1, 2_147_483_647).optional(),
  cause: wholeNumber(1, 2_147_483_647)
    .optional()
    .describe('With one `system` and `snapshot`: what follows from the change of this number.'),
  ...counted,
  ...paging,
});
export type ChangeListParams = z.infer<typeof changeListParams>;
export const changeListView = pageOf(privilegeChange);
export type ChangeListView = z.infer<typeof changeListView>;

/** What rights are about. */
export const resourceView = resourceName.extend({
  system: z.string(),
  source,
  external_id: z.string(),
  parent: resourceName.nullable(),
  visibility: z.string().nullable(),
  archived: z.boolean(),
  created_at: instant.nullable(),
  renewed_at: instant.nullable(),
  expires: seen,
  last_used: seen,
  /** The pattern by which it is production's; null: it is not. */
  production: z.string().nullable(),
  /** What stands between a right and its use, as the system says it: reviewers and branches of an environment, and the like. */
  controls: z.record(z.string(), z.record(z.string(), z.unknown())),
  ...unknown.shape,
  as_of: instant,
});

/** `GET /api/v1/privileges/resources` */
export type ResourceView = z.infer<typeof resourceView>;

export const resourceListParams = z.object({
  q: word(200).optional().describe('A part of the name.'),
  ...where,
  kind: list(z.enum(RESOURCE_KINDS)).default(['environment']),
  production: yesOrNo.optional(),
  ...counted,
  ...paging,
});
export type ResourceListParams = z.infer<typeof resourceListParams>;
export const resourceListView = pageOf(resourceView);
export type ResourceListView = z.infer<typeof resourceListView>;
