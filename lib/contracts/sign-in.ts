import { z } from 'zod';
import { PROVIDER_KINDS } from '#lib/domain/sign-in/provider.ts';
import { SECOND_FACTOR_RULES } from '#lib/domain/sign-in/second-factor-policy.ts';
import { instant } from './common.ts';
import { role } from './token.ts';

export const providerRow = z.object({
  id: z.string(),
  kind: z.enum(PROVIDER_KINDS),
  name: z.string(),
  /** As it must be registered with the provider. */
  callback_url: z.string(),
  /** The claim that lists groups; null when groups are not asked for. */
  groups_claim: z.string().nullable(),
  /** Whether the sign-in page offers it. */
  working: z.boolean(),
  /** Why not; null when it works. */
  reason: z.string().nullable(),
  checked_at: instant.nullable(),
});
export type ProviderRow = z.infer<typeof providerRow>;

/** `GET /api/v1/sign-in-providers`. */
export const providerListView = z.object({ items: z.array(providerRow) });
export type ProviderListView = z.infer<typeof providerListView>;

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?=.*\.)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/, 'must be a domain like example.com');

/** `GET` and `PUT /api/v1/sign-in-policy`. */
export const signInPolicy = z
  .object({
    /** Who must have a second factor beside a password. */
    second_factor: z.enum(SECOND_FACTOR_RULES),
    /** Whether members of a group that gives a role get in without an invitation. */
    admit_by_group: z.boolean(),
    /** Domains whose verified e-mail addresses get in without an invitation. */
    admit_domains: z.array(domain).max(100, 'must be at most 100 domains'),
    /** The role of those who get in by their domain. */
    admit_role: role.exclude(['admin'], 'must be a role, and not that of administrators'),
  })
  .strict();
export type SignInPolicyView = z.output<typeof signInPolicy>;

/** `POST /api/v1/group-mappings`. */
export const groupMappingBody = z
  .object({
    provider: z.string().min(1).max(40),
    group: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(255)
      .refine((text) => !text.includes('\0'), 'must be text'),
    role: role.optional(),
    /** Slug of a team. */
    team: z.string().trim().toLowerCase().min(1).max(100).optional(),
  })
  .strict()
  .refine(({ role: gives, team }) => (gives === undefined) !== (team === undefined), 'must give a role, or a team');
export type GroupMappingBody = z.output<typeof groupMappingBody>;

export const groupMappingRow = z.object({
  id: z.number().int(),
  /** Id of the provider, also of one that is not configured any more. */
  provider: z.string(),
  group: z.string(),
  /** Null where it gives a team. */
  role: role.nullable(),
  team: z.object({ slug: z.string(), name: z.string() }).nullable(),
  created_at: instant,
});
export type GroupMappingRow = z.infer<typeof groupMappingRow>;

export const groupMappingListView = z.object({
  items: z.array(groupMappingRow),
  /** Groups that providers told of people who signed in, by name: 1,000 of them at most. */
  seen: z.array(z.object({ provider: z.string(), group: z.string() })),
});
export type GroupMappingListView = z.infer<typeof groupMappingListView>;

/** Names an identity; as it stands in an address. */
export const identityId = z.string().regex(/^[0-9a-f]{32}$/, 'must be an id of the list of ways to sign in');

/** `GET /api/v1/users/me/sign-in`: how the caller signs in. */
export const ownSignInView = z.object({
  email: z.object({
    address: z.string(),
    /** The address that the caller asked for, until an administrator decides. */
    wanted: z.object({ address: z.string(), asked_at: instant }).nullable(),
    /** Who decides on another one: an administrator, the sign-in provider, or whoever runs Plumbline. */
    decided_by: z.enum(['administrator', 'provider', 'operator']),
  }),
  has_password: z.boolean(),
  /** Null without a second factor. */
  second_factor: z.object({ recovery_codes_left: z.number().int() }).nullable(),
  /** Whether the organization requires one of the caller. */
  second_factor_required: z.boolean(),
  identities: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      provider_name: z.string(),
      /** As the provider last told it. */
      email: z.string().nullable(),
      created_at: instant,
      last_used_at: instant,
    }),
  ),
  /** Providers that could be connected. */
  providers: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type OwnSignInView = z.infer<typeof ownSignInView>;
