import { z } from 'zod';
import { ALERT_KINDS } from '#lib/domain/alert/alert.ts';
import { scoreDrop } from './sink.ts';

const kinds = z.array(z.enum(ALERT_KINDS)).max(ALERT_KINDS.length);
/** `22:00`, on the clock of the person's time zone. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 22:00');
const quietHours = z.object({ from: time, to: time }).strict();

/** What is told of: nothing, when `kinds` is empty. */
export const teamAlertsView = z.object({ kinds, score_drop: scoreDrop });
export type TeamAlertsView = z.infer<typeof teamAlertsView>;

/** `GET /api/v1/users/me/alerts`. */
export const ownAlertsView = teamAlertsView.extend({
  /** No mail comes then; what happens comes in one afterwards. */
  quiet_hours: quietHours.nullable(),
  /** No alert comes, from teams neither: ended by a link in one. */
  stopped: z.boolean(),
  /** IANA name. */
  time_zone: z.string(),
  /** What the caller's teams have their people told of, about what they own. */
  teams: z.array(teamAlertsView.extend({ slug: z.string(), name: z.string() })),
});
export type OwnAlertsView = z.infer<typeof ownAlertsView>;

/** `PATCH /api/v1/teams/{slug}/alerts`: what is left out stays. */
export const teamAlertsChange = z.object({ kinds: kinds.optional(), score_drop: scoreDrop.optional() }).strict();
export type TeamAlertsChange = z.output<typeof teamAlertsChange>;

/** `PATCH /api/v1/users/me/alerts`: what is left out stays. */
export const ownAlertsChange = z
  .object({
    kinds: kinds.optional(),
    score_drop: scoreDrop.optional(),
    quiet_hours: quietHours.nullable().optional(),
    stopped: z.boolean().optional(),
  })
  .strict();
export type OwnAlertsChange = z.output<typeof ownAlertsChange>;
