import { z } from 'zod';
import { STAGES, WORK_EVENTS } from '#lib/domain/action/work.ts';
import { TEAM_SLUG } from '#lib/domain/team/slug.ts';
import { instant, isStorable, visibleWord } from './common.ts';

const personId = z.number().int().min(1).max(2_147_483_647);
const teamSlug = z.string().toLowerCase().regex(TEAM_SLUG, 'must be the slug of a team');

/** Whose it is: `id` is a person's number, or a team's slug. */
export const assignee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.number().int(), name: z.string(), you: z.boolean() }),
  z.object({ kind: z.literal('team'), id: z.string(), name: z.string(), yours: z.boolean() }),
]);
export type AssigneeView = z.infer<typeof assignee>;

/** A closed action has nobody who works on it. */
export const WORK_STATES = [...STAGES, 'closed'] as const;

/** What people do about an action. */
export const actionWork = z.object({
  /** `awaiting`: somebody says that it is fixed, and no scan has agreed yet. */
  state: z.enum(WORK_STATES),
  assignee: assignee.nullable(),
  claimed_at: instant.nullable(),
  /** When somebody said that it is fixed. */
  said_fixed_at: instant.nullable(),
  /** The report that still held it after that; null: none. */
  still_in: z.object({ number: z.number().int(), url: z.string() }).nullable(),
  /** A date that a person set, beside the one of the SLA. */
  due: z.object({ at: instant, reason: z.string(), overdue: z.boolean() }).nullable(),
  /** Of the state that you see: a change that names it is refused with 409 when somebody else changed it meanwhile. */
  revision: z.number().int(),
});
export type ActionWorkView = z.infer<typeof actionWork>;

const common = {
  /** The revision that the caller saw. */
  revision: z.number().int().min(0).optional(),
  /** Also the same fix where it is open in other repositories that you see; what is somebody else's stays theirs. */
  everywhere: z.boolean().default(false),
};

const dueAt = z.iso.date().refine(isStorable, 'must be after 1970');

/** `PATCH /api/v1/actions/{id}`. */
export const actionChange = z.discriminatedUnion('change', [
  /** Take it on, for yourself or for a team. */
  z.object({ change: z.literal('claim'), for_team: teamSlug.optional(), ...common }).strict(),
  z.object({ change: z.literal('release'), ...common }).strict(),
  /** Give it to somebody, or with neither to nobody. */
  z
    .object({ change: z.literal('assign'), person: personId.optional(), team: teamSlug.optional(), ...common })
    .strict()
    .refine(({ person, team }) => person === undefined || team === undefined, 'must name a person or a team'),
  /** It is fixed, you say: it closes when a scan agrees. */
  z.object({ change: z.literal('say_fixed'), ...common }).strict(),
  z.object({ change: z.literal('not_fixed'), ...common }).strict(),
  /** Until when it is to be done, earlier or later than its SLA; null: the SLA's date again. */
  z
    .object({
      change: z.literal('set_due'),
      due: z
        .object({ on: dueAt, reason: visibleWord(300).refine((text) => text.trim() !== '', 'must say why') })
        .strict()
        .nullable(),
      ...common,
    })
    .strict(),
]);
export type ActionChangeBody = z.infer<typeof actionChange>;
/** As clients write it. */
export type ActionChangeInput = z.input<typeof actionChange>;

/** One thing that happened to an action. */
export const actionEvent = z.object({
  at: instant,
  kind: z.enum(WORK_EVENTS),
  /** Name of the person or token that did it; null: a scan, or Plumbline itself. */
  by: z.string().nullable(),
  /** The report that caused it. */
  upload: z.object({ number: z.number().int(), url: z.string() }).nullable(),
  /** Whose it became, or whose it was. */
  assignee: z.string().nullable(),
  due_at: instant.nullable(),
  reason: z.string().nullable(),
  /** It was taken from somebody who does not see the repository any more. */
  lost_sight: z.boolean(),
});
export type ActionEventView = z.infer<typeof actionEvent>;

/** `GET /api/v1/actions/{id}/assignees`: who may be given it. */
export const assigneeListParams = z.object({ q: z.string().max(200).optional() });
export type AssigneeListParams = z.infer<typeof assigneeListParams>;

export const assigneeListView = z.object({
  /** Those who see its repository: people by name, then teams; at most 50 of each. */
  people: z.array(z.object({ id: z.number().int(), name: z.string(), you: z.boolean() })),
  teams: z.array(z.object({ slug: z.string(), name: z.string(), yours: z.boolean() })),
});
export type AssigneeListView = z.infer<typeof assigneeListView>;

/** `PUT /api/v1/actions/{id}/watch`. `everywhere`: the same fix in all repositories that one sees. */
export const watchActionBody = z.object({ watching: z.boolean(), everywhere: z.boolean().default(false) }).strict();
export type WatchActionBody = z.output<typeof watchActionBody>;
