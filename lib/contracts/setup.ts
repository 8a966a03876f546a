import { z } from 'zod';
import { QUEUE_STATES, WORKER_STATES } from '#lib/domain/stream/work-state.ts';
import { flag, visibleWord } from './common.ts';
import { role } from './token.ts';

export const MIN_PASSWORD = 12;

const isMonotone = (text: string): boolean => new Set(text.toLowerCase()).size < 4;

/** Whether it is a common one, `lib/services/access/refuse-guessable-password.ts` knows: the list is not for browsers. */
export const newPassword = z
  .string()
  .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
  .max(200)
  .refine((text) => !isMonotone(text), 'is too easy to guess');

export const email = z.string().trim().toLowerCase().max(254).pipe(z.email('must be an e-mail address'));

/** A word of two alphabets that share shapes looks like another one: `Аcme` with a Cyrillic А. */
const isMixed = (word: string): boolean =>
  [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) => script.test(word)).length > 1;

/** Of a person or an organization: one visible line, as it stands on screens and in mails. */
export const displayName = visibleWord(100)
  .trim()
  .min(1, 'must not be empty')
  .refine((name) => !name.split(/\P{L}+/u).some(isMixed), 'must not mix Latin, Cyrillic and Greek letters in one word')
  .refine((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name), 'must have a visible character');
const code = z.string().min(20).max(200);

/** `POST /api/v1/setup` with the link of the first start: makes the organization and its administrator. */
export const firstAdminBody = z
  .object({
    code,
    organization: displayName,
    name: displayName,
    email,
    password: newPassword,
  })
  .strict();
export type FirstAdminBody = z.output<typeof firstAdminBody>;

/** `POST /api/v1/setup` with the link of an invitation: the person chooses name and password. */
export const acceptInviteBody = z.object({ code, name: displayName, password: newPassword }).strict();
export type AcceptInviteBody = z.output<typeof acceptInviteBody>;

/** `POST /api/v1/setup` with a link of `plumbline user password`. */
export const passwordResetBody = z.object({ code, password: newPassword }).strict();
export type PasswordResetBody = z.output<typeof passwordResetBody>;

/** The same with the code alone: who is signed in accepts with the account that there is. */
export const joinBody = z.object({ code }).strict();

export const setupBody = z.union([firstAdminBody, acceptInviteBody, passwordResetBody, joinBody]);

/** Who asks: a person or a token. */
export const meView = z.object({
  kind: z.enum(['user', 'api_token', 'upload_token']),
  organization: z.object({ name: z.string(), slug: z.string(), demo: z.boolean() }),
  /** Those that the person can switch to, this one included; of a token, its own. */
  organizations: z.array(z.object({ name: z.string(), slug: z.string() })),
  role: role.nullable(),
  user: z
    .object({
      id: z.number().int(),
      name: z.string(),
      email: z.string(),
      /** The address that the person asked for, until an administrator decides; else null. */
      wanted_email: z.string().nullable(),
    })
    .nullable(),
  /** Repositories that a token is confined to; null for people. */
  repositories: z.array(z.string()).nullable(),
});
export type MeView = z.infer<typeof meView>;

export const healthParams = z.object({
  /** Answer 503 also when no worker runs or the queue is late, for a monitor that looks at the status alone. */
  strict: flag.default(false),
});
export const healthView = z.object({
  /** `degraded`: reports are taken in and shown, but not read, or not in time. */
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.literal('ok'),
  worker: z.enum(WORKER_STATES),
  queue: z.enum(QUEUE_STATES),
});
export const liveView = z.object({ status: z.literal('ok') });
