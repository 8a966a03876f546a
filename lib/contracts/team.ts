import { z } from 'zod';
import { LABEL, MAX_LABELS } from '#lib/domain/repository/label.ts';
import { TEAM_SLUG } from '#lib/domain/team/slug.ts';
import { DEVELOPER_SIGHTS, MEMBER_SOURCES, OWNERSHIP_SOURCES } from '#lib/domain/team/sources.ts';
import { cursor, limit, repositoryName, total } from './common.ts';
import { displayName } from './setup.ts';
import { repositoryPattern, role } from './token.ts';

const slug = z.string().regex(TEAM_SLUG, 'must be small letters and digits, with - . _ in between');

/** `POST /api/v1/teams`. */
export const createTeamBody = z
  .object({
    name: displayName,
    /** What addresses and CODEOWNERS files call it, for good; made of the name when it is left out. */
    slug: slug.optional(),
  })
  .strict();
export type CreateTeamBody = z.input<typeof createTeamBody>;

/** `PATCH /api/v1/teams/{slug}`. */
export const teamChange = z
  .object({
    name: displayName,
    /** The name that the caller saw: 409 when somebody else has changed it since. */
    from: z.string().max(100).optional(),
  })
  .strict();
export type TeamChange = z.infer<typeof teamChange>;

/** `PATCH /api/v1/teams`. */
export const teamsRule = z.object({ developers_see: z.enum(DEVELOPER_SIGHTS) }).strict();
export type TeamsRule = z.infer<typeof teamsRule>;

const changes = <T extends z.ZodType>(item: T, max: number) =>
  z
    .object({ add: z.array(item).max(max).default([]), remove: z.array(item).max(max).default([]) })
    .strict()
    .refine(({ add, remove }) => add.length + remove.length > 0, 'must name something to add or to remove');

const personId = z.number().int().min(1).max(2_147_483_647);

/** `PATCH /api/v1/teams/{slug}/members`: ids of people. */
export const memberChanges = changes(personId, 1000);
export type MemberChanges = z.infer<typeof memberChanges>;

const pattern = repositoryPattern.transform((text) => text.toLowerCase());

/** `PATCH /api/v1/teams/{slug}/patterns`. */
export const patternChanges = changes(pattern, 100);
export type PatternChanges = z.infer<typeof patternChanges>;

/** `PATCH /api/v1/teams/{slug}/repositories`: by name. */
export const ownedChanges = changes(repositoryName, 1000);
export type OwnedChanges = z.infer<typeof ownedChanges>;

/** `PUT /api/v1/teams/{slug}/repositories`: everything that a service catalogue says the team owns. */
export const ownedList = z.object({ repositories: z.array(repositoryName).max(10_000) }).strict();
export type OwnedList = z.infer<typeof ownedList>;

const label = z.string().trim().toLowerCase().regex(LABEL, 'must be letters and digits, with - . _ : in between');

/** `PUT /api/v1/repos/{name}/labels`. */
export const labelList = z.object({ labels: z.array(label).max(MAX_LABELS) }).strict();
/** `PATCH /api/v1/repos/{name}/labels`. */
export const labelChanges = changes(label, MAX_LABELS);
export const labelsView = z.object({ labels: z.array(z.string()) });
export type LabelsView = z.infer<typeof labelsView>;

/** `GET /api/v1/labels`. */
export const labelListView = z.object({
  items: z.array(z.object({ label: z.string(), repositories: z.number().int() })),
  next_cursor: z.string().nullable(),
});
export type LabelListView = z.infer<typeof labelListView>;

const teamName = z.object({ slug: z.string(), name: z.string() });

/** `PUT /api/v1/repos/{name}/codeowners`: what the file means here. */
export const codeOwnersView = z.object({
  /** Of the whole repository, as the file names them. */
  owners: z.array(z.string()),
  /** Those of them that are teams here. */
  teams: z.array(teamName),
  /** Rules for parts of the repository: they decide nothing, because a repository belongs to its teams as a whole. */
  partial_rules: z.number().int(),
  /** Numbers of lines that could not be read. */
  unreadable_lines: z.array(z.number().int()),
});
export type CodeOwnersView = z.infer<typeof codeOwnersView>;

/** A team that owns a repository, and by what. */
export const owningTeam = teamName.extend({ sources: z.array(z.enum(OWNERSHIP_SOURCES)) });

export const teamListParams = z.object({
  q: z.string().max(200).optional(),
  cursor: cursor.optional(),
  limit: limit.default(50),
});
export type TeamListParams = z.infer<typeof teamListParams>;

export const pageParams = teamListParams.omit({ q: true });
export type PageParams = z.infer<typeof pageParams>;

export const teamRow = teamName.extend({
  members: z.number().int(),
  /** Of those that you see. */
  repositories: z.number().int(),
  /** Made by the demo, and removed with it. */
  demo: z.boolean(),
});
export type TeamRow = z.infer<typeof teamRow>;

export const teamListView = z.object({
  items: z.array(teamRow),
  next_cursor: z.string().nullable(),
  total,
  /** What developers see: everything until the first team is made, from then on what their teams own. */
  developers_see: z.enum(DEVELOPER_SIGHTS),
});
export type TeamListView = z.infer<typeof teamListView>;

export const teamView = teamRow.extend({ patterns: z.array(z.string()) });
export type TeamView = z.infer<typeof teamView>;

export const memberRow = z.object({
  id: z.number().int(),
  name: z.string(),
  /** For those who manage people; null for the others. */
  email: z.string().nullable(),
  role: role.nullable(),
  disabled: z.boolean(),
  sources: z.array(z.enum(MEMBER_SOURCES)),
});
export type MemberRow = z.infer<typeof memberRow>;
export const memberListView = z.object({ items: z.array(memberRow), next_cursor: z.string().nullable() });
export type MemberListView = z.infer<typeof memberListView>;

export const ownedRow = z.object({
  name: z.string(),
  archived: z.boolean(),
  sources: z.array(z.enum(OWNERSHIP_SOURCES)),
  url: z.string(),
});
export type OwnedRow = z.infer<typeof ownedRow>;
export const ownedListView = z.object({ items: z.array(ownedRow), next_cursor: z.string().nullable() });
export type OwnedListView = z.infer<typeof ownedListView>;

/** `GET /api/v1/repository-patterns`: what a pattern matches. */
export const patternPreviewParams = z.object({ pattern });
export const patternPreview = z.object({
  matches: z.number().int(),
  of: z.number().int(),
  /** The first of their names. */
  examples: z.array(z.string()),
});
export type PatternPreview = z.infer<typeof patternPreview>;
