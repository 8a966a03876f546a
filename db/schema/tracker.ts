import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { IssueState, ProjectRule, TrackerKind } from '#lib/domain/tracker/tracker.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { actions } from './finding.ts';
import { organizations } from './organization.ts';

/** Local table: where issues are made. */
export const trackers = pgTable(
  'trackers',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<TrackerKind>().notNull(),
    name: text('name').notNull(),
    /** As people know it: `https://github.com`. */
    address: text('address').notNull(),
    /** Address of the account, of Jira Cloud only. */
    account: text('account'),
    /** Encrypted. */
    token: bytea('token').notNull(),
    projects: jsonb('projects').$type<ProjectRule[]>().notNull(),
    labels: text('labels').array().notNull(),
    /** Of Jira. */
    issueType: text('issue_type').notNull(),
    /** Whether an issue is closed, beside the comment, when a scan no longer finds what its action was about. */
    closes: boolean('closes').notNull(),
    /** The tracker asked for it: nothing is sent before. */
    pausedUntil: at('paused_until'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), uniqueIndex('trackers_name').on(t.orgId, t.name)],
);

/** The issue of an action in a tracker. Its tracker has no key: the link stays when the tracker is removed. */
export const actionIssues = pgTable(
  'action_issues',
  {
    ...repositoryScope(),
    actionNumber: integer('action_number').notNull(),
    trackerId: integer('tracker_id').notNull(),
    trackerKind: text('tracker_kind').$type<TrackerKind>().notNull(),
    project: text('project').notNull(),
    state: text('state').$type<IssueState>().notNull(),
    /** Unseen in the issue, by which it is found again. */
    marker: text('marker').notNull(),
    /** What it is to say; null once it is made. */
    draft: jsonb('draft').$type<Ticket>(),
    /** What the tracker knows it by, what people call it, and where it is; null until it is made. */
    issueId: text('issue_id'),
    issueKey: text('issue_key'),
    url: text('url'),
    assignee: text('assignee'),
    /** Why it is not made, or what was in the way at the last look. */
    problem: text('problem'),
    /** Attempts to make it: after the first, it is looked for before it is made. */
    attempts: integer('attempts').notNull(),
    /** In a row. */
    failures: integer('failures').notNull(),
    /** When the tracker is asked next; null: not by itself. */
    nextAt: at('next_at'),
    /** Until when no other worker takes it up. */
    claimedUntil: at('claimed_until'),
    checkedAt: at('checked_at'),
    /** The closing that the issue was told of. */
    toldAt: at('told_at'),
    createdAt: at('created_at').notNull(),
    /** Name of who ordered it, at that time. */
    createdBy: text('created_by').notNull(),
  },
  (t) => [
    primaryKey({ name: 'action_issues_pk', columns: [t.orgId, t.repoId, t.actionNumber, t.trackerId] }),
    index('action_issues_due')
      .on(t.orgId, t.nextAt, t.repoId, t.actionNumber, t.trackerId)
      .where(sql`next_at is not null`),
    index('action_issues_tracker').on(t.orgId, t.trackerId),
    foreignKey({
      columns: [t.orgId, t.repoId, t.actionNumber],
      foreignColumns: [actions.orgId, actions.repoId, actions.number],
      name: 'action_issues_action',
    }).onDelete('cascade'),
  ],
);
