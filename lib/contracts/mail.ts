import { z } from 'zod';
import { ROLES } from '#lib/domain/access/role.ts';
import { isTimeZone } from '#lib/domain/digest/local-time.ts';
import { MAIL_KINDS, MAIL_STATES } from '#lib/domain/mail/mail.ts';
import { MAIL_SERVER_STATES } from '#lib/domain/mail/mail-server-state.ts';
import { cursor, instant, limit, rowNumber, word } from './common.ts';

const kind = z.enum(MAIL_KINDS);
const state = z.enum(MAIL_STATES);

/** Monday 1 … Sunday 7. */
const weekday = z.number().int().min(1).max(7);
const hour = z.number().int().min(0).max(23);

/** IANA name: `Europe/Berlin`. An offset such as `+01:00` is none: it knows no summer. */
const timeZone = word(64).refine(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin');

/** `GET /api/v1/mails`, newest first. */
export const mailListParams = z.object({
  /** `own`: to the person who asks; `all`: to everybody, for administrators. */
  whose: z.enum(['own', 'all']).default('own'),
  kind: kind.optional(),
  state: state.optional(),
  /** Id of the recipient, with `all`. */
  user: rowNumber.optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type MailListParams = z.infer<typeof mailListParams>;

export const mailRow = z.object({
  id: z.number().int(),
  kind,
  state,
  subject: z.string(),
  recipient: z.object({ id: z.number().int(), name: z.string() }),
  /** Where it went, or will go. */
  address: z.string(),
  created_at: instant,
  /** When the mail server took it. */
  sent_at: instant.nullable(),
  /** When it is tried next; null where it is not. */
  next_at: instant.nullable(),
  attempts: z.number().int(),
  /** Code and meaning of what the mail server said last, or why nothing is sent; null: nothing to say. */
  last_answer: z.string().nullable(),
});
export type MailRow = z.infer<typeof mailRow>;

export const mailListView = z.object({ items: z.array(mailRow), next_cursor: z.string().nullable() });
export type MailListView = z.infer<typeof mailListView>;

/** A mail as it is handed over. HTML is to be shown in a frame that runs nothing. */
export const renderedMail = z.object({ subject: z.string(), html: z.string(), text: z.string() });
export type RenderedMailView = z.infer<typeof renderedMail>;

/** `GET /api/v1/mails/{id}`. */
export const mailView = mailRow.extend(renderedMail.shape).extend({ message_id: z.string() });
export type MailView = z.infer<typeof mailView>;

/** `POST /api/v1/mails/preview`: a digest of now, as that person would get it. Nothing is stored or sent. */
export const mailPreviewBody = z
  .object({
    /** Id of a person; left out: the person who asks. Others are for administrators. */
    user: z.number().int().min(1).max(2_147_483_647).optional(),
    /** Slug of one of the person's teams; left out: all that the person sees. */
    team: word(64).optional(),
    /** Counts only; left out: as the person has chosen. */
    minimal: z.boolean().optional(),
  })
  .strict();
export type MailPreviewBody = z.infer<typeof mailPreviewBody>;

/** When digests come. */
const schedule = z.object({ weekday, hour, time_zone: timeZone });

const failedAddress = z.object({ at: instant, reason: z.string() });
const namedTeam = z.object({ slug: z.string(), name: z.string() });

/** `GET /api/v1/users/me/mail`: what the signed-in person gets. Null: as the organization has it. */
export const ownMailView = z.object({
  address: z.string(),
  /** Since when nothing is sent, because the mail server refused the address for good. */
  address_failed: failedAddress.nullable(),
  weekly: z.boolean().nullable(),
  /** A digest about everything that the person sees. */
  organization: z.boolean(),
  /** Slugs of teams with a digest of their own. */
  teams: z.array(z.string()),
  /** Those that can be chosen. */
  own_teams: z.array(namedTeam),
  minimal: z.boolean(),
  all_clear: z.boolean(),
  /** Whether a mail tells of mentions, and of what happens to findings that the person watches. */
  watched: z.boolean(),
  weekday: weekday.nullable(),
  hour: hour.nullable(),
  time_zone: z.string().nullable(),
  /** What null stands for. */
  defaults: z.object({ weekly: z.boolean(), weekday, hour, time_zone: z.string() }),
  /** False: mails are read on screen only. */
  mail_server: z.boolean(),
});
export type OwnMailView = z.infer<typeof ownMailView>;

/** `PATCH /api/v1/users/me/mail`: what is left out stays. */
export const ownMailChange = z
  .object({
    weekly: z.boolean().nullable(),
    organization: z.boolean(),
    teams: z.array(word(64)).max(100),
    minimal: z.boolean(),
    all_clear: z.boolean(),
    watched: z.boolean(),
    weekday: weekday.nullable(),
    hour: hour.nullable(),
    time_zone: timeZone.nullable(),
  })
  .partial()
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'must name something to change');
export type OwnMailChange = z.infer<typeof ownMailChange>;

/** `GET /api/v1/digest`: when and to whom the organization sends digests, for administrators. */
export const digestSettingsView = schedule.extend({
  /** People of these roles get it unless they say otherwise. */
  roles: z.array(z.enum(ROLES)),
  /** How many people get one now. */
  recipients: z.number().int(),
  /** `none`: no mail server is configured, mails are read on screen; `failing`: it refused the last attempts. */
  mail_server: z.object({
    state: z.enum(MAIL_SERVER_STATES),
    /** What it said, or what to do. */
    reason: z.string().nullable(),
    /** Host and port; null: none. */
    address: z.string().nullable(),
    from: z.string().nullable(),
    /** Mails that wait for it. */
    waiting: z.number().int(),
  }),
  /** Addresses to which nothing is sent any more; the first 100. */
  failed_addresses: z.array(failedAddress.extend({ user: z.number().int(), name: z.string(), address: z.string() })),
});
export type DigestSettingsView = z.infer<typeof digestSettingsView>;

/** `PATCH /api/v1/digest`. */
export const digestSettingsChange = schedule
  .extend({ roles: z.array(z.enum(ROLES)).max(ROLES.length) })
  .partial()
  .strict()
  .refine((change) => Object.keys(change).length > 0, 'must name something to change');
export type DigestSettingsChange = z.infer<typeof digestSettingsChange>;

/** `POST /api/v1/mails/test`, to oneself, and `POST /api/v1/users/{id}/mail-address`, which repairs an address by a first mail to it. */
export const queuedMail = z.object({ item: mailRow });
export type QueuedMail = z.infer<typeof queuedMail>;

/** What a link in a mail stops. */
export const unsubscribeView = z.object({
  /** `stale`: the link is not one of ours, or what it was for is gone. */
  state: z.enum(['on', 'off', 'stale']),
  /** Null when stale. */
  stops: z.enum(['weekly', 'alerts', 'watched']).nullable(),
  organization: z.string().nullable(),
  /** Name of the team whose digest it is about; null: everything of its kind. */
  team: z.string().nullable(),
});
export type UnsubscribeView = z.infer<typeof unsubscribeView>;
