import {
  type AnyPgColumn,
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
import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type {
  Justification,
  SkippedStatement,
  StatementFormat,
  StatementStatus,
} from '#lib/domain/statement/statement.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

/**
 * Shared table. VEX documents that were loaded, each in its newest version; what it says is in `statements`. Of one that was
 * withdrawn nothing but this row is left.
 */
export const statementDocuments = pgTable(
  'statement_documents',
  {
    orgId: integer('org_id').notNull(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    /** Its own name for itself, in all of its versions. */
    name: text('name').notNull(),
    format: text('format').$type<StatementFormat>().notNull(),
    version: text('version').notNull(),
    author: text('author').notNull(),
    role: text('role'),
    statedAt: at('stated_at').notNull(),
    loadedAt: at('loaded_at').notNull(),
    loadedBy: integer('loaded_by'),
    loaderKind: text('loader_kind').$type<CredentialKind>().notNull(),
    loaderName: text('loader_name').notNull(),
    /** Name of the file, where there was one. */
    source: text('source'),
    sha256: bytea('sha256').notNull(),
    statements: integer('statements').notNull(),
    /** Entries that could not be used, and the first of them. */
    skipped: integer('skipped').notNull(),
    skippedItems: jsonb('skipped_items').$type<readonly SkippedStatement[]>().notNull(),
    withdrawnAt: at('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    uniqueIndex('statement_documents_name').on(t.orgId, t.name),
    index('statement_documents_author').on(t.orgId, t.author),
    foreignKey({
      columns: [t.orgId],
      foreignColumns: [organizations.id],
      name: 'statement_documents_org',
    }).onDelete('cascade'),
  ],
);

const ofDocument = (t: { orgId: AnyPgColumn; document: AnyPgColumn }, name: string) =>
  foreignKey({
    columns: [t.orgId, t.document],
    foreignColumns: [statementDocuments.orgId, statementDocuments.id],
    name,
  }).onDelete('cascade');

/** Shared table. What a document says, entry by entry. */
export const statements = pgTable(
  'statements',
  {
    orgId: integer('org_id').notNull(),
    document: integer('document').notNull(),
    number: integer('number').notNull(),
    position: text('position').notNull(),
    status: text('status').$type<StatementStatus>().notNull(),
    justification: text('justification').$type<Justification>(),
    impact: text('impact'),
    action: text('action'),
    statedAt: at('stated_at').notNull(),
    /** How many products it names, and the first of them in its own words. */
    productCount: integer('product_count').notNull(),
    products: text('products').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.document, t.number] }),
    index('statements_status').on(t.orgId, t.status, t.document, t.number),
    ofDocument(t, 'statements_document'),
  ],
);

/** Shared table. The names of a statement's vulnerability, each with the one that the organization's findings have. */
export const statementNames = pgTable(
  'statement_names',
  {
    orgId: integer('org_id').notNull(),
    document: integer('document').notNull(),
    statement: integer('statement').notNull(),
    name: text('name').notNull(),
    /** Canonical: follows what the organization learns. */
    advisory: text('advisory').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.document, t.statement, t.name] }),
    index('statement_names_advisory').on(t.orgId, t.advisory, t.document, t.statement),
    index('statement_names_name').on(t.orgId, t.name),
    ofDocument(t, 'statement_names_document'),
  ],
);

/** Shared table. What a statement is about, as far as findings can be compared with it (`lib/domain/statement/product.ts`). */
export const statementProducts = pgTable(
  'statement_products',
  {
    orgId: integer('org_id').notNull(),
    document: integer('document').notNull(),
    statement: integer('statement').notNull(),
    number: integer('number').notNull(),
    packageKey: text('package_key'),
    version: text('version'),
    bound: boolean('bound').notNull(),
    repository: text('repository'),
    image: text('image'),
    narrow: boolean('narrow').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.document, t.statement, t.number] }),
    ofDocument(t, 'statement_products_document'),
  ],
);
