import { sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Lane } from '#lib/domain/action/rank.ts';
import type { FindingEventDetail, FindingEventKind } from '#lib/domain/finding/event.ts';
import type { Category, Decision, FindingState } from '#lib/domain/finding/finding.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { TermKind } from '#lib/domain/finding/terms.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { repositories } from './organization.ts';

/**
 * One distinct problem in a repository. Columns are what lists filter and sort by; the whole record is in `evidence`.
 * `severity` and `rank` are numbers so that indexes order them: severity critical 4 … info 0, unknown -1; rank as
 * `rankOf` computes it.
 */
export const findings = pgTable(
  'findings',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    key: bytea('key').notNull(),
    /** Content-based key without the file, for recognising a move; null when there is none. */
    move: bytea('move'),
    category: text('category').$type<Category>().notNull(),
    state: text('state').$type<FindingState>().notNull(),
    severity: smallint('severity').notNull(),
    /** Severity that a person set; null when nobody did. */
    severitySet: smallint('severity_set'),
    /** The exception that is in force; null when there is none. */
    decided: text('decided').$type<Decision>(),
    /** What feeds say about the exploitation of its advisory: the place in `EXPLOITS`; 0: nothing. */
    exploit: smallint('exploit').notNull().default(0),
    confidence: smallint('confidence').notNull(),
    rank: smallint('rank').notNull(),
    scanner: text('scanner').notNull(),
    ruleId: text('rule_id').notNull(),
    title: text('title').notNull(),
    path: text('path'),
    line: integer('line'),
    packageName: text('package_name'),
    packageVersion: text('package_version'),
    /** Equal for all spellings of one package: what it is looked up by. */
    packageKey: text('package_key'),
    advisory: text('advisory'),
    /** Name of the container image, without tag and digest. */
    image: text('image'),
    /** Versions that fix it, as a feed says; null where its report says so itself, or nobody does. */
    fixedVersions: text('fixed_versions').array(),
    /** What it is found by beside its columns: other names of the advisory, further places. Null when there is nothing. */
    keywords: text('keywords').array(),
    cwes: smallint('cwes').array().notNull(),
    actionNumber: integer('action_number').notNull(),
    firstSeenAt: at('first_seen_at').notNull(),
    firstUpload: integer('first_upload').notNull(),
    /** Start of the SLA clock: first seen, or the last reopening. */
    openedAt: at('opened_at').notNull(),
    fixedAt: at('fixed_at'),
    reopened: integer('reopened').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    uniqueIndex('findings_key').on(t.orgId, t.repoId, t.key),
    index('findings_rank').on(t.orgId, t.state, t.rank, t.repoId, t.number),
    /** For what is exploited, by its bucket, and for the order by it. */
    index('findings_exploit_rank').on(t.orgId, t.state, t.exploit, t.rank, t.repoId, t.number),
    index('findings_repo_rank').on(t.orgId, t.repoId, t.state, t.rank, t.number),
    index('findings_category_rank').on(t.orgId, t.state, t.category, t.rank, t.repoId, t.number),
    index('findings_scanner_rank').on(t.orgId, t.state, t.scanner, t.rank, t.repoId, t.number),
    index('findings_rule').on(t.orgId, t.ruleId, t.state, t.rank, t.repoId, t.number),
    index('findings_path').on(t.orgId, t.repoId, t.path),
    index('findings_package').on(t.orgId, t.packageName).where(sql`package_name is not null`),
    index('findings_package_key').on(t.orgId, t.packageKey).where(sql`package_key is not null`),
    // A number in place of the text keeps the index small; whoever uses it compares the text too.
    index('findings_title').on(t.orgId, sql`hashtextextended(title, 0)`),
    index('findings_keywords').using('gin', t.keywords).where(sql`keywords is not null`),
    // Those of which no ecosystem is known: few, and asked for by each import.
    index('findings_unknown_package')
      .on(t.orgId, t.repoId)
      .where(sql`package_key like 'generic/%' and advisory is not null`),
    index('findings_advisory').on(t.orgId, t.advisory, t.repoId).where(sql`advisory is not null`),
    index('findings_action').on(t.orgId, t.repoId, t.actionNumber, t.number),
    index('findings_opened').on(t.orgId, t.state, t.openedAt, t.repoId, t.number),
    index('findings_fixed').on(t.orgId, t.fixedAt, t.repoId, t.number).where(sql`fixed_at is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'findings_repo',
    }).onDelete('cascade'),
  ],
);

/** A number that was joined with an older one: it leads there for good. `target` is a number in `findings`. */
export const findingRedirects = pgTable(
  'finding_redirects',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    target: integer('target').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    index('finding_redirects_target').on(t.orgId, t.repoId, t.target),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'finding_redirects_repo',
    }).onDelete('cascade'),
  ],
);

/**
 * What one stream says about a finding: the canonical record, secrets redacted. Kept when the stream no longer says it.
 * A stream of an untracked ref has a row only for a finding of which no other stream has one.
 */
export const evidence = pgTable(
  'evidence',
  {
    ...repositoryScope(),
    findingNumber: integer('finding_number').notNull(),
    streamId: integer('stream_id').notNull(),
    /** The scanner's name in the record, for people: one stream's records may have several. */
    scanner: text('scanner').notNull(),
    severity: smallint('severity').notNull(),
    record: jsonb('record').$type<FindingRecord>().notNull(),
    upload: integer('upload').notNull(),
  },
  (t) => [
    primaryKey({ name: 'evidence_pk', columns: [t.orgId, t.repoId, t.findingNumber, t.streamId] }),
    foreignKey({
      columns: [t.orgId, t.repoId, t.findingNumber],
      foreignColumns: [findings.orgId, findings.repoId, findings.number],
      name: 'evidence_finding',
    }).onDelete('cascade'),
  ],
);

/** A finding is present in a stream from one upload until another. Only the present one is kept per pair. */
export const sightings = pgTable(
  'sightings',
  {
    ...repositoryScope(),
    streamId: integer('stream_id').notNull(),
    findingNumber: integer('finding_number').notNull(),
    /** Copies of the finding's columns as this stream saw them: the next report is compared with them without a join. */
    key: bytea('key').notNull(),
    move: bytea('move'),
    path: text('path'),
    line: integer('line'),
    content: bytea('content').notNull(),
    suppressed: smallint('suppressed').notNull(),
    sinceUpload: integer('since_upload').notNull(),
    /** Null while present. */
    untilUpload: integer('until_upload'),
  },
  (t) => [
    primaryKey({ name: 'sightings_pk', columns: [t.orgId, t.repoId, t.streamId, t.findingNumber] }),
    index('sightings_finding').on(t.orgId, t.repoId, t.findingNumber),
    // No foreign key to the stream: streams are deleted only with their repository, and each key costs a lookup per row.
    foreignKey({
      columns: [t.orgId, t.repoId, t.findingNumber],
      foreignColumns: [findings.orgId, findings.repoId, findings.number],
      name: 'sightings_finding_fk',
    }).onDelete('cascade'),
  ],
);

/** Append-only, one partition a month. `kind`: introduced, reopened, fixed, moved, changed, suppressed, unsuppressed … */
export const findingEvents = pgTable(
  'finding_events',
  {
    ...repositoryScope(),
    at: at('at').notNull(),
    findingNumber: integer('finding_number').notNull(),
    kind: text('kind').$type<FindingEventKind>().notNull(),
    /** 0: not caused by an upload. */
    upload: integer('upload').notNull(),
    userId: integer('user_id'),
    detail: jsonb('detail').$type<FindingEventDetail>(),
    /** Of what is introduced: the place in `FINDING_ORIGINS`. Null for all else, and from before it was kept. */
    origin: smallint('origin'),
  },
  (t) => [
    primaryKey({ name: 'finding_events_pk', columns: [t.orgId, t.repoId, t.at, t.findingNumber, t.kind, t.upload] }),
    index('finding_events_finding').on(t.orgId, t.repoId, t.findingNumber, t.at),
  ],
);

/** Distinct paths, packages and places of a repository's findings: what text search looks through instead of every row. */
export const findingTerms = pgTable(
  'finding_terms',
  { ...repositoryScope(), kind: text('kind').$type<TermKind>().notNull(), term: text('term').notNull() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.kind, t.term] }),
    // An expression for each kind has statistics of its own: a word that is common in paths is not so in packages.
    index('finding_terms_path')
      .using('gin', sql`(case when kind = 'path' then term end) gin_trgm_ops`)
      .where(sql`kind = 'path'`),
    index('finding_terms_package')
      .using('gin', sql`(case when kind = 'package' then term end) gin_trgm_ops`)
      .where(sql`kind = 'package'`),
    index('finding_terms_place')
      .using('gin', sql`(case when kind = 'place' then term end) gin_trgm_ops`)
      .where(sql`kind = 'place'`),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'finding_terms_repo',
    }).onDelete('cascade'),
  ],
);

/** One fix that closes one or more findings. `load` is updated by the ledger. */
export const actions = pgTable(
  'actions',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    key: text('key').notNull(),
    kind: text('kind').$type<ActionKind>().notNull(),
    title: text('title').notNull(),
    category: text('category').$type<Category>().notNull(),
    target: text('target'),
    /** The highest severity of what is open: critical 4 … info 0, unknown -1; null where nothing is. */
    severity: smallint('severity'),
    open: integer('open').notNull(),
    /** Findings of which the risk is accepted: still there, and still a part of the score. */
    accepted: integer('accepted').notNull().default(0),
    /** Open findings per severity: `{critical: [{count, confidence, …}]}`, the facts that units and rank are computed from. */
    load: jsonb('load').$type<ActionLoadGroups>().notNull(),
    /** The same of its accepted findings. */
    acceptedLoad: jsonb('accepted_load').$type<ActionLoadGroups>().notNull().default({}),
    lane: smallint('lane').$type<Lane>().notNull(),
    effortKind: text('effort_kind').$type<EffortKind>().notNull(),
    /** Order within the lane, larger first: risk removed per hour of work (1), else risk. */
    value: real('value').notNull(),
    /** Score points gained if done. */
    gain: real('gain').notNull(),
    dueAt: at('due_at'),
    /** From when on the first of its open findings has used 80 % of its time; written with its rank. */
    atRiskAt: at('at_risk_at'),
    firstOpenedAt: at('first_opened_at').notNull(),
    closedAt: at('closed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    uniqueIndex('actions_key').on(t.orgId, t.repoId, t.key),
    // These four are in an order of the queue. Behind it stands all that counting its rows and filtering them needs, so that
    // thousands are looked at in some pages.
    index('actions_lane')
      .on(t.orgId, t.lane, t.value, t.repoId, t.number, t.kind, t.category, t.severity, t.dueAt, t.atRiskAt, t.key)
      .where(sql`open > 0`),
    // The same fix in other repositories, the first in the queue first; a number in place of the text keeps the index small.
    index('actions_same')
      .on(t.orgId, sql`hashtextextended(key, 0)`, t.lane, t.value.desc(), t.repoId.desc(), t.number.desc())
      .where(sql`open > 0`),
    index('actions_category')
      .on(t.orgId, t.category, t.lane, t.value, t.repoId, t.number, t.kind, t.severity, t.dueAt, t.atRiskAt, t.key)
      .where(sql`open > 0`),
    index('actions_severity')
      .on(t.orgId, t.severity, t.lane, t.value, t.repoId, t.number, t.kind, t.category, t.dueAt, t.atRiskAt, t.key)
      .where(sql`open > 0`),
    index('actions_repo_lane')
      .on(t.orgId, t.repoId, t.lane, t.value, t.number, t.kind, t.category, t.severity, t.dueAt, t.atRiskAt, t.key)
      .where(sql`open > 0`),
    // What few are due, or at risk, is found and counted by it: all that it needs is in it too.
    index('actions_due')
      .on(t.orgId, t.dueAt, t.atRiskAt, t.repoId, t.lane, t.value, t.number, t.kind, t.category, t.severity, t.key)
      .where(sql`open > 0`),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'actions_repo',
    }).onDelete('cascade'),
  ],
);
