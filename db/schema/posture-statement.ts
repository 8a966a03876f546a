import { foreignKey, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { StatedFigures } from '#lib/domain/posture-statement/recompute.ts';
import type { SignedEnvelope } from '#lib/domain/signing/envelope.ts';
import { at, bytea } from './columns.ts';
import { organizations } from './organization.ts';

/** What was said of an organization's posture, one a week, signed: never changed, and kept when what it speaks of is gone. */
export const postureStatements = pgTable(
  'posture_statements',
  {
    orgId: integer('org_id').notNull(),
    /** By ISO 8601, of the organization's time zone: `2026-W48`. */
    week: text('week').notNull(),
    at: at('at').notNull(),
    figures: jsonb('figures').$type<StatedFigures>().notNull(),
    envelope: jsonb('envelope').$type<SignedEnvelope>().notNull(),
    /** The file that it is about, compressed. */
    inputs: bytea('inputs').notNull(),
  },
  (t) => [
    primaryKey({ name: 'posture_statements_pk', columns: [t.orgId, t.week] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'posture_statements_org' }).onDelete(
      'cascade',
    ),
  ],
);
