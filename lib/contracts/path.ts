import { z } from 'zod';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/access/roster.ts';
import { PATH_PATTERNS, PATH_SEVERITIES, type PathPattern } from '#lib/domain/privilege/path/pattern.ts';
import { TARGET_KINDS } from '#lib/domain/privilege/path/target.ts';
import { cursor, givenInstant, instant, limit, list, repositoryName, word, yesOrNo } from './common.ts';

const count = z.number().int();
const pattern = z.enum(Object.keys(PATH_PATTERNS) as [PathPattern, ...PathPattern[]]);
const certainty = z.enum(['proven', 'possible']);
const severity = z.enum(PATH_SEVERITIES);

/** `GET /api/v1/privileges/paths`. */
export const pathListParams = z.object({
  system: repositoryName.optional().describe('The system, such as `github/acme`.'),
  repo: repositoryName.optional().describe('Those that end in this repository: in its branch, environment or secret.'),
  target: word(500).optional().describe('Id of a target, `target.id` of a path.'),
  principal: word(300).optional().describe('Who goes it, `key` of a principal: `person:user:11`, `outsider`.'),
  pattern: list(pattern).optional(),
  severity: list(severity).optional(),
  certainty: certainty.optional(),
  alone: yesOrNo.optional().describe('Whether somebody goes it with nobody else; with `principal`, whether he does.'),
  owners_only: yesOrNo.optional().describe('Whether only owners of the organization go it.'),
  state: z.enum(['open', 'closed']).default('open'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type PathListParams = z.output<typeof pathListParams>;

const principal = z.object({ key: z.string(), kind: z.enum(PRINCIPAL_KINDS), name: z.string() });
/** How many, and the first of them. */
const people = z.object({ count, first: z.array(principal) });
/** When somebody was last seen in the system; null: not told. */
const lastActive = z.union([instant, z.literal('never')]).nullable();
/** Who no longer gets there: who was not seen for long, or never, loses nothing that is used. */
const hurt = z.object({ count, first: z.array(principal.extend({ last_active: lastActive })) });

export const pathRow = z.object({
  id: z.string(),
  system: z.string(),
  pattern,
  name: z.string(),
  severity,
  certainty,
  target: z.object({
    id: z.string(),
    kind: z.enum(TARGET_KINDS),
    name: z.string(),
    /** Null: it belongs to the organization. */
    repository: z.string().nullable(),
    /** Another system that has it, such as `aws/123456789012`. */
    system: z.string().nullable(),
    /** The pattern by which it is production's; `deploys` for a branch of a repository that does. */
    because: z.string(),
  }),
  alone: people,
  /** With or without the help of a second person. */
  helped: people,
  owners_only: z.boolean(),
  /** When the first inventory that shows it was collected, and the first that no longer does. */
  since: instant,
  until: instant.nullable(),
  /** What it rests on was not read the last time: whether it still is so is not known. */
  unread: z.boolean(),
});
export type PathRowView = z.infer<typeof pathRow>;

export const pathListView = z.object({ items: z.array(pathRow), next_cursor: z.string().nullable() });
export type PathListView = z.infer<typeof pathListView>;

const setting = z.object({ key: z.string(), todo: z.string(), where: z.array(z.string()) });

/** `GET /api/v1/privileges/paths/{id}`. */
export const pathView = pathRow.extend({
  steps: z.array(z.object({ right: z.string(), says: z.string() })),
  /** Repositories that it goes through: how many, and the first of them. */
  through: z.object({ count, first: z.array(z.string()) }),
  /** Settings that hold it open; to tighten one is not always enough. */
  settings: z.array(setting),
  /** Ids of what it goes through. */
  evidence: z.array(z.string()),
  /** Facts that were not read and might decide it. */
  unknown: z.array(z.string()),
  /** The cheapest settings to tighten for the whole target, each computed again; null: it has too many. */
  cut: z
    .object({
      /** Ways that somebody goes alone that are left after all of it. */
      left: count,
      steps: z.array(setting.extend({ before: count, after: count, broken: count, hurt })),
    })
    .nullable(),
});
export type PathView = z.infer<typeof pathView>;

/** `GET /api/v1/privileges/paths/{id}/people`. */
export const pathPeopleParams = z.object({
  reach: z.enum(['alone', 'helped']).default('alone').describe('With nobody else, or with or without help.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type PathPeopleParams = z.output<typeof pathPeopleParams>;

export const pathPeopleView = z.object({
  items: z.array(
    principal.extend({
      /** Id of the principal, where its system names it. */
      principal: z.string().nullable(),
      last_active: lastActive,
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type PathPeopleView = z.infer<typeof pathPeopleView>;

/** `GET /api/v1/privileges/paths/changes`. */
export const pathChangesParams = z.object({
  system: repositoryName.optional().describe('The system, such as `github/acme`.'),
  kind: z.enum(['gained', 'lost']).optional(),
  since: givenInstant.optional().describe('Of inventories that were collected after it.'),
  until: givenInstant.optional().describe('Of inventories that were collected until then.'),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type PathChangesParams = z.output<typeof pathChangesParams>;

export const pathChangesView = z.object({
  items: z.array(
    z.object({
      kind: z.enum(['gained', 'lost']),
      path: pathRow,
      /** When the inventory that shows it was collected. */
      at: instant,
      /** Who reaches the target now and did not, or no longer does. */
      people,
      /** What was changed: each suffices, or, where `joint`, all of them had a part in it. */
      because: z.array(
        z.object({ where: z.array(z.string()), before: z.string().nullable(), after: z.string().nullable() }),
      ),
      joint: z.boolean(),
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type PathChangesView = z.infer<typeof pathChangesView>;
