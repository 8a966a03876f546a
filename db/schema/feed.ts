import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
} from 'drizzle-orm/pg-core';
import type { FeedKind, FeedLoadState, FeedWay, InvalidRow } from '#lib/domain/feed/feed.ts';
import type { OsvAffected } from '#lib/domain/feed/osv.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

const ofOrganization = () =>
  integer('org_id')
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

/**
 * Shared table. What the feeds that an organization loaded say of a vulnerability, by the name that they use. Findings keep
 * only the bucket that counts (`findings.exploit`).
 */
export const exploitation = pgTable(
  'exploitation',
  {
    orgId: ofOrganization(),
    advisory: text('advisory').notNull(),
    /** 0 to 1; null: EPSS does not have it. */
    epss: real('epss'),
    percentile: real('percentile'),
    /** Null: KEV does not have it. */
    kevAddedOn: date('kev_added_on'),
    kevDueOn: date('kev_due_on'),
    kevRansomware: boolean('kev_ransomware').notNull(),
    /** The load by which its bucket changed last: findings follow it. */
    changedBy: integer('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.advisory] }), index('exploitation_changed').on(t.orgId, t.changedBy)],
);

/** Shared table. The records of OSV that an organization loaded: of each what counts, and no text. */
export const osvRecords = pgTable(
  'osv_records',
  {
    orgId: ofOrganization(),
    id: text('id').notNull(),
    /** By the record itself: an older one never replaces it. */
    modified: at('modified').notNull(),
    /** It says no more that there is a problem. */
    withdrawn: boolean('withdrawn').notNull(),
    /** All names that it states as those of its one problem, its id among them. */
    names: text('names').array().notNull(),
    /** Packages with the versions that have the problem; null: it says of none which version fixes it. */
    affected: jsonb('affected').$type<readonly OsvAffected[]>(),
    /** Critical 4 … info 0; null: it does not say. */
    severity: smallint('severity'),
    /** The load by which it changed last: names are learned from it, and findings follow it. */
    changedBy: integer('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.id] }), index('osv_records_changed').on(t.orgId, t.changedBy, t.id)],
);

/** Local table: each file of a feed that came, and what became of it. */
export const feedLoads = pgTable(
  'feed_loads',
  {
    orgId: ofOrganization(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<FeedKind>().notNull(),
    state: text('state').$type<FeedLoadState>().notNull(),
    way: text('way').$type<FeedWay>().notNull(),
    /** Name of the file, or host that it came from. */
    source: text('source'),
    /** Who sent it; null: a token, or nobody. */
    userId: integer('user_id'),
    /** The name of the token that sent it. */
    byToken: text('by_token'),
    /** Loaded though it is older, or much smaller, than what was there. */
    forced: boolean('forced').notNull(),
    /** The stored file, which is removed once it is read. */
    blob: text('blob'),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    sha256: bytea('sha256').notNull(),
    receivedAt: at('received_at').notNull(),
    finishedAt: at('finished_at'),
    /** Of the data, as the file says. */
    dataAt: at('data_at'),
    rows: integer('rows').notNull(),
    /** Vulnerabilities whose bucket changed. */
    changed: integer('changed').notNull(),
    invalid: integer('invalid').notNull(),
    /** Records that are older than what is loaded of them: they were left out. */
    older: integer('older').notNull().default(0),
    invalidRows: jsonb('invalid_rows').$type<readonly InvalidRow[]>().notNull(),
    /** Why it was refused. */
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('feed_loads_kind').on(t.orgId, t.kind, t.id),
    index('feed_loads_blob').on(t.blob).where(sql`blob is not null`),
  ],
);

/** Local table: where a feed is fetched from, and how that goes. */
export const feedSources = pgTable(
  'feed_sources',
  {
    orgId: ofOrganization(),
    kind: text('kind').$type<FeedKind>().notNull(),
    /** The whole URL, encrypted: mirrors may have keys in theirs. */
    address: bytea('address').notNull(),
    /** Of the URL: all that is shown of it. */
    host: text('host').notNull(),
    /** What the server said of the file that was fetched last, to be asked whether there is a newer one. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    nextAt: at('next_at').notNull(),
    /** When the server was asked last, and whether it had something. */
    askedAt: at('asked_at'),
    /** In a row. */
    failures: integer('failures').notNull(),
    /** Of the last attempt; null: it worked. */
    error: text('error'),
  },
  (t) => [primaryKey({ columns: [t.orgId, t.kind] }), index('feed_sources_next').on(t.nextAt)],
);
