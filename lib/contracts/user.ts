import { z } from 'zod';
import { ROLES } from '#lib/domain/access/role.ts';
import { SECOND_STEPS } from '#lib/domain/access/second-step.ts';
import { USER_STATES } from '#lib/domain/access/user-state.ts';
import { cursor, flag, instant, limit, total } from './common.ts';
import { email } from './setup.ts';
import { role } from './token.ts';

/** `POST /api/v1/users`. */
export const inviteBody = z.object({ email, role: role.default('viewer') }).strict();
export type InviteBody = z.input<typeof inviteBody>;

/** `PATCH /api/v1/users/{id}`: what is left out stays. */
export const userChange = z
  .object({ role: role.optional(), disabled: z.boolean().optional() })
  .strict()
  .refine(({ role: to, disabled }) => to !== undefined || disabled !== undefined, 'must name role or disabled');
export type UserChange = z.output<typeof userChange>;

export const userRow = z.object({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
  /** Null for a role that this version does not know: it gives no rights. */
  role: role.nullable(),
  /** `invited`: has not accepted yet. */
  state: z.enum(USER_STATES),
  created_at: instant,
  disabled_at: instant.nullable(),
  last_seen_at: instant.nullable(),
  /** The address that the person wants instead, until an administrator confirms or refuses it; else null. */
  wanted_email: z.string().nullable(),
  wanted_email_at: instant.nullable(),
  /** Tokens that the person made and that have not ended. */
  tokens: z.number().int(),
});
export type UserRow = z.infer<typeof userRow>;

/** `GET /api/v1/users`. */
export const userListParams = z.object({
  /** Words of names and addresses; all must match. */
  q: z.string().max(200).optional(),
  state: z.enum(USER_STATES).optional(),
  role: z.enum(ROLES).optional(),
  /** Only people who want another address. */
  wants_email: flag.default(false),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type UserListParams = z.output<typeof userListParams>;

export const userListView = z.object({
  items: z.array(userRow),
  next_cursor: z.string().nullable(),
  /** How many match. */
  total,
  /** Of everybody, whatever is asked for. */
  counts: z.object({
    active: z.number().int(),
    invited: z.number().int(),
    disabled: z.number().int(),
    /** Who want another address. */
    wants_email: z.number().int(),
  }),
});
export type UserListView = z.infer<typeof userListView>;

/** The only answer that holds the link; it works once, for seven days. */
export const invitedUser = z.object({ link: z.string(), item: userRow });
export type InvitedUser = z.infer<typeof invitedUser>;

/** `POST /api/v1/users/{id}/email`: the address that the person asked for when it was looked at. */
export const emailConfirmation = z.object({ email }).strict();
export type EmailConfirmation = z.output<typeof emailConfirmation>;

/** As it stands in an address. */
export const sessionId = z.string().regex(/^[0-9a-f]{32}$/, 'must be an id of the list of sessions');

export const sessionRow = z.object({
  /** Names the session; does not open it. */
  id: z.string(),
  /** Browser and system: `Firefox on Linux`; null when they are not known. */
  device: z.string().nullable(),
  /** IP address or network of its last use; null for what began before this was noted. */
  network: z.string().nullable(),
  /** How the person signed in; `app_code` and `recovery_code` followed a password. */
  method: z.enum(['password', ...SECOND_STEPS, 'provider']),
  /** Name of the sign-in provider; null for other methods. */
  provider: z.string().nullable(),
  /** To the minute. */
  last_used_at: instant.nullable(),
  created_at: instant,
  expires_at: instant,
  /** The one that asks. */
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const sessionListView = z.object({ items: z.array(sessionRow) });
export type SessionListView = z.infer<typeof sessionListView>;
