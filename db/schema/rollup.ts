import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { Category, FindingState } from '#lib/domain/finding/finding.ts';
import type { LedgerCause, LedgerNote } from '#lib/domain/ledger/cause.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Grade } from '#lib/domain/score/grade.ts';
import type { DayScoreDetail, ScoreDetail } from '#lib/domain/score/score.ts';
import type { DayMeasures } from '#lib/domain/trend/day.ts';
import { at, bytea, repositoryScope } from './columns.ts';
import { organizations, repositories } from './organization.ts';

/** The repository's row that an import locks, and what lists of repositories show. */
export const repositoryState = pgTable(
  'repository_state',
  {
    ...repositoryScope(),
    /** Null: never scored because nothing was ever measured. */
    score: real('score'),
    grade: text('grade').$type<Grade>(),
    notMeasured: real('not_measured').notNull(),
    /** Waterfall, categories and what measuring each anew brings, as `packScoreParts` writes them. Null: never scored. */
    scoreParts: bytea('score_parts'),
    /** How each of SCORE_CATEGORIES stands, as `storedStandings` writes it. Null: not scored since it is kept. */
    coverage: bigint('coverage', { mode: 'number' }).array(),
    withoutAcceptances: real('without_acceptances'),
    /** What the score cannot exceed, however much is measured: less than 100 while a live secret is open. */
    scoreCap: smallint('score_cap').notNull().default(100),
    /** The whole ScoreResult without the actions. */
    scoreDetail: jsonb('score_detail').$type<ScoreDetail>(),
    scoredAt: at('scored_at'),
    openCritical: integer('open_critical').notNull(),
    openHigh: integer('open_high').notNull(),
    openMedium: integer('open_medium').notNull(),
    openUnknown: integer('open_unknown').notNull().default(0),
    openLow: integer('open_low').notNull(),
    openInfo: integer('open_info').notNull(),
    openActions: integer('open_actions').notNull(),
    /** Up to which learning of advisory names the findings are joined. */
    namesEpoch: integer('names_epoch').notNull().default(0),
    uploads: integer('uploads').notNull(),
    lastUploadAt: at('last_upload_at'),
    /** All that its ledger says, as `storedTotals` writes it: sums over its entries. Null: it has none yet. */
    ledger: bigint('ledger', { mode: 'number' }).array(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId] }),
    index('repository_state_score').on(t.orgId, t.score, t.repoId),
    index('repository_state_not_measured').on(t.orgId, t.notMeasured, t.repoId),
    index('repository_state_upload').on(t.orgId, t.lastUploadAt, t.repoId),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'repository_state_repo',
    }).onDelete('cascade'),
  ],
);

/** Counts of findings for every combination of facet values; updated by the ledger. */
export const findingCounts = pgTable(
  'finding_counts',
  {
    ...repositoryScope(),
    state: text('state').$type<FindingState>().notNull(),
    category: text('category').$type<Category>().notNull(),
    severity: smallint('severity').notNull(),
    scanner: text('scanner').notNull(),
    count: integer('count').notNull(),
  },
  (t) => [
    primaryKey({ name: 'finding_counts_pk', columns: [t.orgId, t.repoId, t.state, t.category, t.severity, t.scanner] }),
    // Includes `count`, so that sums over an organization are index-only scans.
    index('finding_counts_all').on(t.orgId, t.state, t.category, t.severity, t.scanner, t.repoId, t.count),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'finding_counts_repo',
    }).onDelete('cascade'),
  ],
);

/** Append-only day snapshots, one partition a month. Today's row is updated until the day ends. */
export const repositoryDays = pgTable(
  'repository_days',
  {
    ...repositoryScope(),
    day: date('day', { mode: 'string' }).notNull(),
    score: real('score'),
    scoreDetail: jsonb('score_detail').$type<DayScoreDetail>(),
    openCritical: integer('open_critical').notNull(),
    openHigh: integer('open_high').notNull(),
    openMedium: integer('open_medium').notNull(),
    openUnknown: integer('open_unknown').notNull().default(0),
    openLow: integer('open_low').notNull(),
    openInfo: integer('open_info').notNull(),
    introduced: integer('introduced').notNull(),
    reopened: integer('reopened').notNull(),
    fixed: integer('fixed').notNull(),
    uploads: integer('uploads').notNull(),
    /** Of those introduced: by a later look at unchanged code, and by the first look of a scanner. */
    disclosed: integer('disclosed').notNull().default(0),
    firstScan: integer('first_scan').notNull().default(0),
    /** The repository's ledger up to the end of the day, and what it was then. Null: from before these were kept. */
    ledger: bigint('ledger', { mode: 'number' }).array(),
    criticality: text('criticality').$type<Criticality>(),
    archived: boolean('archived'),
    /** What is measured once, when the day is over. Null: it is not, or nothing ran then. */
    measures: jsonb('measures').$type<DayMeasures>(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.day] }),
    // With all that charts add up, so that a year of many repositories is read from the index alone: rows of a repository lie far
    // from one another, as each was written on another day.
    index('repository_days_figures').on(
      ...[
        t.orgId,
        t.repoId,
        t.day,
        t.score,
        t.openCritical,
        t.openHigh,
        t.openMedium,
        t.openUnknown,
        t.openLow,
        t.openInfo,
      ],
      ...[t.introduced, t.disclosed, t.firstScan, t.reopened, t.fixed, t.criticality, t.archived],
    ),
  ],
);

/** Append-only: what moved a repository's score, an entry for each cause in each transaction. `points` are millionths. */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    ...repositoryScope(),
    at: at('at').notNull(),
    cause: text('cause').$type<LedgerCause>().notNull(),
    points: bigint('points', { mode: 'number' }).notNull(),
    /** Findings that it is about. */
    findings: integer('findings').notNull(),
    /** 0: not caused by an upload. */
    upload: integer('upload').notNull(),
    userId: integer('user_id'),
    notes: text('notes').array().$type<LedgerNote[]>(),
  },
  (t) => [
    primaryKey({ name: 'ledger_entries_pk', columns: [t.orgId, t.repoId, t.at, t.cause] }),
    index('ledger_entries_at').on(t.orgId, t.at, t.repoId, t.cause),
    index('ledger_entries_cause').on(t.orgId, t.cause, t.at, t.repoId),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'ledger_entries_repo',
    }).onDelete('cascade'),
  ],
);

/** Local table: the organization's day, rolled up from its repositories. */
export const organizationDays = pgTable(
  'organization_days',
  {
    orgId: integer('org_id')
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    score: real('score'),
    notMeasured: real('not_measured'),
    detail: jsonb('detail'),
    openCritical: integer('open_critical').notNull(),
    openHigh: integer('open_high').notNull(),
    openMedium: integer('open_medium').notNull(),
    openUnknown: integer('open_unknown').notNull().default(0),
    openLow: integer('open_low').notNull(),
    openInfo: integer('open_info').notNull(),
    introduced: integer('introduced').notNull(),
    reopened: integer('reopened').notNull(),
    fixed: integer('fixed').notNull(),
    repositories: integer('repositories').notNull(),
    formula: smallint('formula').notNull(),
    disclosed: integer('disclosed').notNull().default(0),
    firstScan: integer('first_scan').notNull().default(0),
    measures: jsonb('measures').$type<DayMeasures>(),
    /** Finished from the rows of its repositories when it was over: it is never written again. */
    final: boolean('final').notNull().default(false),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.day] })],
);
