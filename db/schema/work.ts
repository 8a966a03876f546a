import { sql } from 'drizzle-orm';
import { boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';
import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { Stage, WorkEventKind } from '#lib/domain/action/work.ts';
import type { WorkEventDetail } from '#lib/domain/action/work-event.ts';
import { at, repositoryScope } from './columns.ts';
import { actions } from './finding.ts';
import { organizations } from './organization.ts';

/** What people do about an open action. No row: nobody does anything. It goes when the action closes. */
export const actionWork = pgTable(
  'action_work',
  {
    ...repositoryScope(),
    actionNumber: integer('action_number').notNull(),
    stage: text('stage').$type<Stage>().notNull(),
    /** Whose it is: a person or a team, never both. Neither has a key: whoever cannot see it any more is taken off. */
    userId: integer('user_id'),
    teamId: integer('team_id'),
    claimedAt: at('claimed_at'),
    /** When somebody said that it is fixed; null unless `stage` is awaiting. */
    saidAt: at('said_at'),
    /** The upload that still held it after that. */
    backUpload: integer('back_upload'),
    /** A date that a person set, beside the SLA's, and why. */
    dueAt: at('due_at'),
    dueReason: text('due_reason'),
    /** Counts changes: who changes what they have not seen is told so. */
    revision: integer('revision').notNull(),
  },
  (t) => [
    primaryKey({ name: 'action_work_pk', columns: [t.orgId, t.repoId, t.actionNumber] }),
    index('action_work_person').on(t.orgId, t.userId).where(sql`user_id is not null`),
    index('action_work_team').on(t.orgId, t.teamId).where(sql`team_id is not null`),
    index('action_work_stage').on(t.orgId, t.stage, t.repoId, t.actionNumber).where(sql`stage <> 'open'`),
    index('action_work_due').on(t.orgId, t.dueAt, t.repoId, t.actionNumber).where(sql`due_at is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.actionNumber],
      foreignColumns: [actions.orgId, actions.repoId, actions.number],
      name: 'action_work_action',
    }).onDelete('cascade'),
  ],
);

/**
 * Who is told what happens to an action. A row that says no is kept: nothing makes that person watch it again unasked.
 * `told_since` and `due_at`: something happened since then, and is to be mailed from then on.
 */
export const actionWatches = pgTable(
  'action_watches',
  {
    ...repositoryScope(),
    actionNumber: integer('action_number').notNull(),
    userId: integer('user_id').notNull(),
    watching: boolean('watching').notNull(),
    since: at('since').notNull(),
    toldSince: at('told_since'),
    dueAt: at('due_at'),
  },
  (t) => [
    primaryKey({ name: 'action_watches_pk', columns: [t.orgId, t.repoId, t.actionNumber, t.userId] }),
    index('action_watches_person').on(t.orgId, t.userId, t.repoId, t.actionNumber),
    index('action_watches_due').on(t.orgId, t.dueAt, t.userId).where(sql`due_at is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.actionNumber],
      foreignColumns: [actions.orgId, actions.repoId, actions.number],
      name: 'action_watches_action',
    }).onDelete('cascade'),
  ],
);

/** What happened to an action: what people did, and when scans closed it, still saw it, or saw it again. Append-only. */
export const actionEvents = pgTable(
  'action_events',
  {
    ...repositoryScope(),
    actionNumber: integer('action_number').notNull(),
    at: at('at').notNull(),
    kind: text('kind').$type<WorkEventKind>().notNull(),
    /** 0: not caused by an upload. */
    upload: integer('upload').notNull(),
    userId: integer('user_id'),
    /** Of the work after it; 0 where scans closed or reopened what nobody worked on. */
    revision: integer('revision').notNull(),
    detail: jsonb('detail').$type<WorkEventDetail>(),
  },
  (t) => [
    primaryKey({
      name: 'action_events_pk',
      columns: [t.orgId, t.repoId, t.actionNumber, t.at, t.kind, t.upload, t.revision],
    }),
    // What effort is learned from.
    index('action_events_verified').on(t.orgId, t.at).where(sql`kind = 'verified'`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.actionNumber],
      foreignColumns: [actions.orgId, actions.repoId, actions.number],
      name: 'action_events_action',
    }).onDelete('cascade'),
  ],
);

/**
 * Shared table: what an organization's own fixes say of the effort of each kind, by those that were verified within a time.
 * The demo learns apart: its repositories are ranked by it, and no others.
 */
export const learnedEfforts = pgTable(
  'learned_efforts',
  {
    orgId: integer('org_id').notNull(),
    demo: boolean('demo').notNull(),
    effortKind: text('effort_kind').$type<EffortKind>().notNull(),
    closings: integer('closings').notNull(),
    medianHours: real('median_hours').notNull(),
    since: at('since').notNull(),
    until: at('until').notNull(),
    /** When another number of hours began to count: what was ranked before is ranked anew. */
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.demo, t.effortKind] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'learned_efforts_org' }).onDelete(
      'cascade',
    ),
  ],
);
