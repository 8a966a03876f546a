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
} from 'drizzle-orm/pg-core';
import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type { Replaced } from '#lib/domain/finding/replaced.ts';
import { at, repositoryScope } from './columns.ts';
import { findings } from './finding.ts';

/** What people say and set goes with its finding. */
const ofFinding = (t: { orgId: AnyPgColumn; repoId: AnyPgColumn; findingNumber: AnyPgColumn }, name: string) =>
  foreignKey({
    columns: [t.orgId, t.repoId, t.findingNumber],
    foreignColumns: [findings.orgId, findings.repoId, findings.number],
    name,
  }).onDelete('cascade');

/** Who set the severity of a finding, and why; `findings.severity_set` is the same number. No row: nobody did. */
export const severityOverrides = pgTable(
  'severity_overrides',
  {
    ...repositoryScope(),
    findingNumber: integer('finding_number').notNull(),
    severity: smallint('severity').notNull(),
    reason: text('reason').notNull(),
    setAt: at('set_at').notNull(),
    /** Id of the person, also behind an API token; null: a token that no person made. */
    setBy: integer('set_by'),
    setterKind: text('setter_kind').$type<CredentialKind>().notNull(),
    /** Of that time. */
    setterName: text('setter_name').notNull(),
  },
  (t) => [
    primaryKey({ name: 'severity_overrides_pk', columns: [t.orgId, t.repoId, t.findingNumber] }),
    index('severity_overrides_person').on(t.orgId, t.setBy),
    ofFinding(t, 'severity_overrides_finding'),
  ],
);

/** Short words that people put on findings, as `tagOf` writes them. */
export const findingTags = pgTable(
  'finding_tags',
  {
    ...repositoryScope(),
    findingNumber: integer('finding_number').notNull(),
    tag: text('tag').notNull(),
    taggedAt: at('tagged_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'finding_tags_pk', columns: [t.orgId, t.repoId, t.findingNumber, t.tag] }),
    index('finding_tags_tag').on(t.orgId, t.tag, t.repoId, t.findingNumber),
    ofFinding(t, 'finding_tags_finding'),
  ],
);

/** What people say about a finding, numbered per repository. Who is mentioned stands in the text as `@{id}`. */
export const comments = pgTable(
  'comments',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    findingNumber: integer('finding_number').notNull(),
    at: at('at').notNull(),
    /** Id of the person; null: a token that no person made. */
    authorId: integer('author_id'),
    authorKind: text('author_kind').$type<CredentialKind>().notNull(),
    /** Of that time. */
    authorName: text('author_name').notNull(),
    /** Empty when it was deleted. */
    body: text('body').notNull(),
    /** Ids of the people whom it mentions. */
    mentions: integer('mentions').array().notNull(),
    editedAt: at('edited_at'),
    deletedAt: at('deleted_at'),
  },
  (t) => [
    primaryKey({ name: 'comments_pk', columns: [t.orgId, t.repoId, t.number] }),
    index('comments_finding').on(t.orgId, t.repoId, t.findingNumber, t.number),
    index('comments_author').on(t.orgId, t.authorId),
    ofFinding(t, 'comments_finding_fk'),
  ],
);

/** Who is told what happens to a finding. A row that says no is kept: nothing makes that person watch it again unasked. */
export const watches = pgTable(
  'watches',
  {
    ...repositoryScope(),
    findingNumber: integer('finding_number').notNull(),
    userId: integer('user_id').notNull(),
    watching: boolean('watching').notNull(),
    since: at('since').notNull(),
  },
  (t) => [
    primaryKey({ name: 'watches_pk', columns: [t.orgId, t.repoId, t.findingNumber, t.userId] }),
    index('watches_person').on(t.orgId, t.userId, t.repoId, t.findingNumber),
    ofFinding(t, 'watches_finding'),
  ],
);

/** People who are to be mailed what happened to a finding since `since`: one mail for all of it, from `due_at` on. */
export const notices = pgTable(
  'notices',
  {
    ...repositoryScope(),
    findingNumber: integer('finding_number').notNull(),
    userId: integer('user_id').notNull(),
    since: at('since').notNull(),
    dueAt: at('due_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notices_pk', columns: [t.orgId, t.repoId, t.findingNumber, t.userId] }),
    index('notices_due').on(t.orgId, t.dueAt),
    ofFinding(t, 'notices_finding'),
  ],
);

/** What changes of many findings at once replaced: so that a person can undo them. Kept for a day. */
export const bulkChanges = pgTable(
  'bulk_changes',
  {
    ...repositoryScope(),
    /** Those that were made together have the same. */
    batch: text('batch').notNull(),
    findingNumber: integer('finding_number').notNull(),
    at: at('at').notNull(),
    /** Who did it, also behind an API token; null: a token that no person made. */
    userId: integer('user_id'),
    replaced: jsonb('replaced').$type<Replaced>().notNull(),
  },
  (t) => [
    primaryKey({ name: 'bulk_changes_pk', columns: [t.orgId, t.repoId, t.batch, t.findingNumber] }),
    index('bulk_changes_batch').on(t.orgId, t.batch, t.repoId, t.findingNumber),
    index('bulk_changes_at').on(t.orgId, t.at),
    ofFinding(t, 'bulk_changes_finding'),
  ],
);
