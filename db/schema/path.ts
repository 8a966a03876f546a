import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { WorkflowFiles } from '#lib/domain/privilege/access/workflows-of.ts';
import type { PathPattern, PathSeverity } from '#lib/domain/privilege/path/pattern.ts';
import type { TargetKind } from '#lib/domain/privilege/path/target.ts';
import type { PathCause } from '#lib/domain/privilege/path-report/cause-of.ts';
import type { People, TargetCut } from '#lib/domain/privilege/path-report/path-report.ts';
import type { PathCertainty, PathDetail } from '#lib/domain/privilege/path-report/stored-path.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { repositories } from './organization.ts';

/** Inventories of other systems that were joined, and what workflow files said. */
export interface PathInputs {
  clouds: { repoId: number; upload: number }[];
  /** By full name in lower case; null: too much to be kept. */
  workflows: { hash: string; files: Record<string, WorkflowFiles> | null } | null;
}

type Scoped = { orgId: AnyPgColumn; repoId: AnyPgColumn };

const ofSystem = (t: Scoped, name: string) =>
  foreignKey({ columns: [t.orgId, t.repoId], foreignColumns: [repositories.orgId, repositories.id], name }).onDelete(
    'cascade',
  );

/**
 * Ways to production in a system, from the first inventory that showed one until the first that no longer did. The repository
 * is that of the system.
 */
export const privilegePaths = pgTable(
  'privilege_paths',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    /** Pattern and target: one open path has it. */
    key: text('key').notNull(),
    pattern: text('pattern').$type<PathPattern>().notNull(),
    severity: text('severity').$type<PathSeverity>().notNull(),
    certainty: text('certainty').$type<PathCertainty>().notNull(),
    /** Order of lists: `pathRank`. */
    rank: smallint('rank').notNull(),
    targetKind: text('target_kind').$type<TargetKind>().notNull(),
    targetId: text('target_id').notNull(),
    targetName: text('target_name').notNull(),
    /** Full name of the repository that the target is in; null: it belongs to the organization. */
    targetRepository: text('target_repository'),
    /** Another system that the target is in: who may not read that one is not shown the path. */
    targetSystem: integer('target_system'),
    because: text('because').notNull(),
    aloneCount: integer('alone_count').notNull(),
    helpedCount: integer('helped_count').notNull(),
    ownersOnly: boolean('owners_only').notNull(),
    aloneSet: integer('alone_set').notNull(),
    helpedSet: integer('helped_set').notNull(),
    detail: jsonb('detail').$type<PathDetail>().notNull(),
    cut: jsonb('cut').$type<TargetCut>(),
    /** Of all that is above: an equal one is not written again. */
    hash: bytea('hash').notNull(),
    /** Uploads of the inventories, and when these were collected. */
    since: integer('since').notNull(),
    sinceAt: at('since_at').notNull(),
    until: integer('until'),
    untilAt: at('until_at'),
    /** The first inventory that no longer told what it rests on; null: the newest one shows it. */
    unreadSince: integer('unread_since'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    uniqueIndex('privilege_paths_open').on(t.orgId, t.repoId, t.key).where(sql`until is null`),
    index('privilege_paths_rank').on(t.orgId, t.rank, t.repoId, t.id).where(sql`until is null`),
    index('privilege_paths_closed').on(t.orgId, t.rank, t.repoId, t.id).where(sql`until is not null`),
    index('privilege_paths_alone').on(t.orgId, t.repoId, t.aloneSet),
    index('privilege_paths_helped').on(t.orgId, t.repoId, t.helpedSet),
    index('privilege_paths_repository').on(t.orgId, sql`lower(target_repository)`, t.rank, t.repoId, t.id),
    index('privilege_paths_target').on(t.orgId, t.targetId, t.repoId, t.id),
    ofSystem(t, 'privilege_paths_repo'),
  ],
);

/** Sets of principals that paths refer to: thousands of paths have the same. `members` as `person:user:11`. */
export const privilegePathSets = pgTable(
  'privilege_path_sets',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    hash: bytea('hash').notNull(),
    members: text('members').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    uniqueIndex('privilege_path_sets_hash').on(t.orgId, t.repoId, t.hash),
    index('privilege_path_sets_members').using('gin', t.members),
    ofSystem(t, 'privilege_path_sets_repo'),
  ],
);

/** Who reaches a target since an inventory and did not before, or no longer does, and by which changed fact. */
export const privilegePathChanges = pgTable(
  'privilege_path_changes',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    kind: text('kind').$type<'gained' | 'lost'>().notNull(),
    path: integer('path').notNull(),
    upload: integer('upload').notNull(),
    /** When the inventory was collected. */
    at: at('at').notNull(),
    people: jsonb('people').$type<People>().notNull(),
    because: jsonb('because').$type<readonly PathCause[]>().notNull(),
    /** None of them suffices alone. */
    joint: boolean('joint').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    index('privilege_path_changes_at').on(t.orgId, t.at, t.repoId, t.id),
    index('privilege_path_changes_path').on(t.orgId, t.repoId, t.path, t.id),
    foreignKey({
      columns: [t.orgId, t.repoId, t.path],
      foreignColumns: [privilegePaths.orgId, privilegePaths.repoId, privilegePaths.id],
      name: 'privilege_path_changes_of',
    }).onDelete('cascade'),
  ],
);

/** Inventories whose paths were computed: the newest of a system is what its paths are of. */
export const privilegePathRuns = pgTable(
  'privilege_path_runs',
  {
    ...repositoryScope(),
    upload: integer('upload').notNull(),
    /** When the newest of the inventories that it is of was collected. */
    collectedAt: at('collected_at').notNull(),
    /** What else it is of; null: nobody kept it. */
    inputs: jsonb('inputs').$type<PathInputs>(),
    computedAt: at('computed_at').notNull(),
    /** Paths that were found, open ones that could not be seen not among them. */
    paths: integer('paths').notNull(),
    gained: integer('gained').notNull(),
    lost: integer('lost').notNull(),
    /** Why there are no paths of it; null: there are. */
    problem: text('problem'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.repoId, t.upload] }), ofSystem(t, 'privilege_path_runs_repo')],
);
