import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import type { InventoryFacts } from '#lib/domain/privilege/inventory-facts.ts';
import type { Provenance } from '#lib/domain/provenance/provenance.ts';
import type { StoredComparison } from '#lib/domain/stream/compare-branch.ts';
import type { StoredGap } from '#lib/domain/stream/gap.ts';
import { KNOWN_RHYTHM, MIN_SILENCE_MS, SILENT_INTERVALS } from '#lib/domain/stream/silence.ts';
import type { SkippedItem, UploadState } from '#lib/domain/stream/upload-state.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { repositories } from './organization.ts';

export type NumberKind =
  | 'upload'
  | 'finding'
  | 'action'
  | 'pipeline'
  | 'stream'
  | 'run'
  | 'exception'
  | 'exemption'
  | 'comment'
  | 'snapshot'
  | 'principal'
  | 'resource'
  | 'path'
  | 'path_set'
  | 'path_change';

type Scoped = { orgId: AnyPgColumn; repoId: AnyPgColumn };

const toRepository = (t: Scoped, name: string) =>
  foreignKey({ columns: [t.orgId, t.repoId], foreignColumns: [repositories.orgId, repositories.id], name }).onDelete(
    'cascade',
  );

/** Numbers handed out per repository; a row per kind so that accepting an upload never waits for an import. */
export const repositoryNumbers = pgTable(
  'repository_numbers',
  { ...repositoryScope(), kind: text('kind').$type<NumberKind>().notNull(), last: integer('last').notNull() },
  (t) => [primaryKey({ columns: [t.orgId, t.repoId, t.kind] }), toRepository(t, 'repository_numbers_repo')],
);

export const pipelines = pgTable(
  'pipelines',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    key: text('key').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    uniqueIndex('pipelines_key').on(t.orgId, t.repoId, t.key),
    toRepository(t, 'pipelines_repo'),
  ],
);

/** The rule of `silence` as the database computes it: without time zones, so that it is the same for every reader. */
const SILENT_FROM = sql.raw(`case when reports >= ${KNOWN_RHYTHM} and report_interval is not null then
  (last_report_at at time zone 'UTC' + greatest(interval '${MIN_SILENCE_MS / 1000} seconds', report_interval * interval '${SILENT_INTERVALS} seconds'))
  at time zone 'UTC' end`);

/** (pipeline, scanner, label, ref): the sequence of uploads that replace one another. */
export const streams = pgTable(
  'streams',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    pipelineId: integer('pipeline_id').notNull(),
    scanner: text('scanner').notNull(),
    label: text('label').notNull(),
    ref: text('ref').notNull(),
    tracked: boolean('tracked').notNull(),
    categories: text('categories').array().$type<Category[]>().notNull(),
    /** Time of the newest report that took effect; older ones are superseded. */
    highWaterAt: at('high_water_at'),
    /** Upload whose findings are present now. */
    currentUpload: integer('current_upload'),
    /** Last complete, successful report: what coverage and freshness count from. */
    lastSuccessAt: at('last_success_at'),
    lastSuccessCommit: text('last_success_commit'),
    /** Of the oldest known commit after that one, which nothing of this stream scanned; null: none is known. */
    unscannedSince: at('unscanned_since'),
    /** When it was told last that the scanned commit is the newest one; null: it is not, or nothing is known. */
    commitSeenAt: at('commit_seen_at'),
    /** Last report of any kind, for the silent-pipeline alarm; its last ones in milliseconds, and the seconds usually between them. */
    lastReportAt: at('last_report_at'),
    reportTimes: bigint('report_times', { mode: 'number' }).array().notNull().default([]),
    reportInterval: integer('report_interval'),
    reports: integer('reports').notNull(),
    /** From when on its silence is unusual, unless it reports; null: nobody can say. The database computes it: it is never an old one. */
    silentFrom: at('silent_from').generatedAlwaysAs(SILENT_FROM),
    /** `last_report_at` of the silence that was told of last: each is told of once. */
    silenceToldAt: at('silence_told_at'),
    /** The held upload that waits for confirmation or release, if any. */
    heldUpload: integer('held_upload'),
    present: integer('present').notNull(),
    /** Since when the stream sees nothing because a person said that it is over; null again with its next report. */
    retiredAt: at('retired_at'),
    /** Name of the person or token that retired it, as it was then. */
    retiredBy: text('retired_by'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    uniqueIndex('streams_identity').on(t.orgId, t.repoId, t.pipelineId, t.scanner, t.label, t.ref),
    index('streams_silent').on(t.orgId, t.silentFrom, t.repoId).where(sql`tracked and retired_at is null`),
    /** Those that say what is measured; most of the others are of branches. */
    index('streams_measuring').on(t.orgId, t.repoId).where(sql`tracked and retired_at is null`),
    /** The newest success of each list of categories, of which there are a few. */
    index('streams_succeeded')
      .on(t.orgId, t.categories, t.lastSuccessAt)
      .where(sql`tracked and retired_at is null and last_success_at is not null`),
    index('streams_held').on(t.orgId, t.repoId).where(sql`held_upload is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.pipelineId],
      foreignColumns: [pipelines.orgId, pipelines.repoId, pipelines.id],
      name: 'streams_pipeline',
    }).onDelete('cascade'),
  ],
);

export const runs = pgTable(
  'runs',
  {
    ...repositoryScope(),
    id: integer('id').notNull(),
    pipelineId: integer('pipeline_id').notNull(),
    externalId: text('external_id').notNull(),
    attempt: integer('attempt').notNull(),
    commit: text('commit'),
    ref: text('ref'),
    trigger: text('trigger'),
    actor: text('actor'),
    url: text('url'),
    startedAt: at('started_at'),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.id] }),
    uniqueIndex('runs_identity').on(t.orgId, t.repoId, t.pipelineId, t.externalId, t.attempt),
    foreignKey({
      columns: [t.orgId, t.repoId, t.pipelineId],
      foreignColumns: [pipelines.orgId, pipelines.repoId, pipelines.id],
      name: 'runs_pipeline',
    }).onDelete('cascade'),
  ],
);

/** One report as it was delivered. `dedupe` hashes bytes, place, commit and `complete`: the same delivery is stored once. */
export const uploads = pgTable(
  'uploads',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    pipelineId: integer('pipeline_id').notNull(),
    runId: integer('run_id'),
    state: text('state').$type<UploadState>().notNull(),
    dedupe: bytea('dedupe').notNull(),
    /** `Idempotency-Key` of the client, hashed with its token. */
    idempotency: bytea('idempotency'),
    claim: text('claim'),
    scanner: text('scanner'),
    scannerVersion: text('scanner_version'),
    format: text('format'),
    label: text('label').notNull(),
    /** Folder of the repository that the report's relative paths are relative to; '' is the repository itself. */
    root: text('root').notNull().default(''),
    /** Of a file of the repository that is a report itself: where it stands there; '' for all other reports. */
    path: text('path').notNull().default(''),
    ref: text('ref').notNull(),
    commit: text('commit'),
    /** What the client said, else true; a report can only make it worse. */
    complete: boolean('complete').notNull(),
    /** Whether the client said `complete` itself: then an empty scan is believed too. */
    completeSaid: boolean('complete_said').notNull().default(false),
    filename: text('filename'),
    blob: text('blob').notNull(),
    sha256: bytea('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    storedBytes: bigint('stored_bytes', { mode: 'number' }).notNull(),
    /** When the stored bytes were removed because of the organization's policy; null while they are kept. */
    bytesRemovedAt: at('bytes_removed_at'),
    /** Order within the stream: run start, else commit time, else arrival. */
    orderAt: at('order_at').notNull(),
    receivedAt: at('received_at').notNull(),
    processingAt: at('processing_at'),
    processedAt: at('processed_at'),
    /** Strikes: attempts that crashed their reader, their worker or our code. */
    attempts: integer('attempts').notNull(),
    /** Who delivered it, by the name of that time: it stays when the token is revoked or the person renamed. */
    credentialKind: text('credential_kind').$type<CredentialKind>(),
    credentialName: text('credential_name'),
    tokenId: integer('token_id'),
    userId: integer('user_id'),
    /** What its credential was bound to, and what else says where it is from; null for uploads of older versions. */
    provenance: jsonb('provenance').$type<Provenance>(),
    /** Why it is rejected, held or superseded, for a person; `position` in the report when known. */
    reason: text('reason'),
    position: text('position'),
    incomplete: text('incomplete').array().notNull(),
    parsed: integer('parsed').notNull(),
    introduced: integer('introduced').notNull(),
    reopened: integer('reopened').notNull(),
    fixed: integer('fixed').notNull(),
    moved: integer('moved').notNull(),
    changed: integer('changed').notNull(),
    unchanged: integer('unchanged').notNull(),
    /** Whether its ref counted when it was read; null before that, and for uploads of older versions. */
    counts: boolean('counts'),
    /** Of a report that took effect on a ref that does not count: what it says beside the default branch. */
    comparison: jsonb('comparison').$type<StoredComparison>(),
    /** What the policy said of it; null where none judged it. The whole answer is in `gate_answers`. */
    gate: text('gate').$type<RuleEffect>(),
    skippedCount: integer('skipped_count').notNull(),
    /** The first 200 skipped items `{position, reason}`. */
    skipped: jsonb('skipped').$type<SkippedItem[]>().notNull(),
    scoreBefore: real('score_before'),
    scoreAfter: real('score_after'),
    /** Version of parsers and identity that read it: equal bytes under equal versions need no second reading. */
    readerVersion: integer('reader_version'),
    releasedBy: integer('released_by'),
    /** Name of the person or token at the time of the release. */
    releasedByName: text('released_by_name'),
    releasedAt: at('released_at'),
    /** For a held upload: the first held report of its series, and when a report of another run may confirm it. */
    heldFirst: integer('held_first'),
    confirmableAt: at('confirmable_at'),
    /** The held upload that this one confirmed. */
    confirms: integer('confirms'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    uniqueIndex('uploads_dedupe').on(t.orgId, t.repoId, t.dedupe),
    uniqueIndex('uploads_idempotency').on(t.orgId, t.repoId, t.idempotency),
    index('uploads_received').on(t.orgId, t.receivedAt, t.repoId, t.number),
    index('uploads_repo_received').on(t.orgId, t.repoId, t.receivedAt, t.number),
    index('uploads_pipeline').on(t.orgId, t.repoId, t.pipelineId, t.receivedAt, t.number),
    index('uploads_state').on(t.orgId, t.state, t.receivedAt, t.repoId, t.number),
    index('uploads_scanner').on(t.orgId, t.scanner, t.receivedAt, t.repoId, t.number),
    index('uploads_credential').on(t.orgId, t.credentialName, t.receivedAt, t.repoId, t.number),
    index('uploads_bytes').on(t.orgId, t.repoId, t.sha256, t.number),
    // A partial index: unfinished uploads are few, however many there are in all.
    index('uploads_unfinished').on(t.orgId, t.repoId, t.number).where(sql`state in ('received', 'processing')`),
    index('uploads_blob').on(t.blob),
    // Stored reports, oldest first; with their sizes, which are added up without the rows.
    index('uploads_kept')
      .on(t.orgId, t.receivedAt, t.repoId, t.number, t.storedBytes)
      .where(sql`bytes_removed_at is null and state <> 'rejected'`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.pipelineId],
      foreignColumns: [pipelines.orgId, pipelines.repoId, pipelines.id],
      name: 'uploads_pipeline',
    }).onDelete('cascade'),
  ],
);

/** A stream that an upload feeds, one for each part of its report, and what that part did not look at. */
export const uploadParts = pgTable(
  'upload_parts',
  {
    ...repositoryScope(),
    upload: integer('upload').notNull(),
    streamId: integer('stream_id').notNull(),
    scannerVersion: text('scanner_version'),
    gaps: jsonb('gaps').$type<StoredGap[]>().notNull(),
    /** Of an inventory: what it said of itself, and what became of the rules. */
    inventory: jsonb('inventory').$type<InventoryFacts>(),
    /** Findings that are not in the report but stay open because of its gaps. */
    keptOpen: integer('kept_open').notNull(),
    /** Of a held report: how many findings it would close, and the numbers of the first, worst first; else null. */
    closing: integer('closing'),
    closingFirst: integer('closing_first').array(),
  },
  (t) => [
    primaryKey({ name: 'upload_parts_pk', columns: [t.orgId, t.repoId, t.upload, t.streamId] }),
    index('upload_parts_stream').on(t.orgId, t.repoId, t.streamId, t.upload),
    foreignKey({
      columns: [t.orgId, t.repoId, t.upload],
      foreignColumns: [uploads.orgId, uploads.repoId, uploads.number],
      name: 'upload_parts_upload',
    }).onDelete('cascade'),
  ],
);
