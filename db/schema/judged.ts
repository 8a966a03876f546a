import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { SubjectKind, SubjectState } from '#lib/domain/judged/judged-subject.ts';
import type { DriftKind } from '#lib/domain/pipeline/drift.ts';
import type { PipelineFacts } from '#lib/domain/pipeline/facts.ts';
import type { Reviewed } from '#lib/domain/pipeline/reviewed.ts';
import { at, repositoryScope } from './columns.ts';
import { streams } from './ingest.ts';
import { repositories } from './organization.ts';

/** What our own rules said of each file, repository or system that a stream looked at: by it controls are known to hold. */
export const judgedSubjects = pgTable(
  'judged_subjects',
  {
    ...repositoryScope(),
    streamId: integer('stream_id').notNull(),
    kind: text('kind').$type<SubjectKind>().notNull(),
    name: text('name').notNull(),
    /** `{rule: pass | fail | unknown}`; a rule that had nothing to look at is not named. */
    outcomes: jsonb('outcomes').$type<Record<string, SubjectState>>().notNull(),
    /** Of a file of a pipeline: its jobs, what they may do and use. */
    facts: jsonb('facts').$type<PipelineFacts>(),
    /** The upload that spoke of it last, and when that was taken. */
    upload: integer('upload').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'judged_subjects_pk', columns: [t.orgId, t.repoId, t.streamId, t.kind, t.name] }),
    foreignKey({
      columns: [t.orgId, t.repoId, t.streamId],
      foreignColumns: [streams.orgId, streams.repoId, streams.id],
      name: 'judged_subjects_stream',
    }).onDelete('cascade'),
  ],
);

/** What a file of a pipeline of the default branch gave to somebody that the file before it did not. */
export const pipelineChanges = pgTable(
  'pipeline_changes',
  {
    ...repositoryScope(),
    upload: integer('upload').notNull(),
    /** Order within the upload. */
    place: integer('place').notNull(),
    path: text('path').notNull(),
    kind: text('kind').$type<DriftKind>().notNull(),
    job: text('job'),
    what: text('what').notNull(),
    /** Whether the branch asked somebody to look at it, as far as an inventory says. */
    reviewed: text('reviewed').$type<Reviewed>().notNull().default('unknown'),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'pipeline_changes_pk', columns: [t.orgId, t.repoId, t.upload, t.place] }),
    index('pipeline_changes_at').on(t.orgId, t.at, t.repoId, t.upload, t.place),
    index('pipeline_changes_path').on(t.orgId, t.repoId, t.path, t.at, t.upload, t.place),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'pipeline_changes_repo',
    }).onDelete('cascade'),
  ],
);
