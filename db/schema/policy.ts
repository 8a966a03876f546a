import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { StoredFacts, StoredGate } from '#lib/domain/policy/gate.ts';
import type { RuleEffect } from '#lib/domain/policy/judgement.ts';
import type { Policy, PolicyOverride } from '#lib/domain/policy/schema.ts';
import { at, repositoryScope } from './columns.ts';
import { uploads } from './ingest.ts';
import { organizations, repositories } from './organization.ts';

/** What is known of a version of a policy, beside its text. */
const version = () => ({
  version: integer('version').notNull(),
  /** Why, in the words of whoever saved it. */
  message: text('message').notNull(),
  /** Who saved it: a person, or a token by its name of that time. */
  userId: integer('user_id'),
  byToken: text('by_token'),
  at: at('at').notNull(),
});

/** Shared table: all versions of the organization's policy; the highest is in force, and without any the built-in one. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    orgId: integer('org_id').notNull(),
    ...version(),
    text: text('text').notNull(),
    /** The text, read. */
    policy: jsonb('policy').$type<Policy>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.version] }),
    foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name: 'policy_versions_org' }).onDelete(
      'cascade',
    ),
  ],
);

/** All versions of a repository's own rules; the highest is in force. Without a text: it was removed. */
export const policyOverrides = pgTable(
  'policy_overrides',
  { ...repositoryScope(), ...version(), text: text('text'), policy: jsonb('policy').$type<PolicyOverride>() },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.version] }),
    foreignKey({
      columns: [t.orgId, t.repoId],
      foreignColumns: [repositories.orgId, repositories.id],
      name: 'policy_overrides_repo',
    }).onDelete('cascade'),
  ],
);

/** What the policy said of a report, and the facts that it was judged by: another policy can be tried on them. */
export const gateAnswers = pgTable(
  'gate_answers',
  {
    ...repositoryScope(),
    upload: integer('upload').notNull(),
    /** Of the upload: here too, so that the history of a pipeline is read by an index. */
    pipelineId: integer('pipeline_id').notNull(),
    at: at('at').notNull(),
    outcome: text('outcome').$type<RuleEffect>().notNull(),
    /** 0: the built-in policy. */
    policyVersion: integer('policy_version').notNull(),
    /** Of the repository's own rules; null: it had none. */
    overrideVersion: integer('override_version'),
    answer: jsonb('answer').$type<StoredGate>().notNull(),
    facts: jsonb('facts').$type<StoredFacts>().notNull(),
    /** Numbers of the findings that the report introduced, at most MOST_KEPT. */
    introduced: integer('introduced').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.upload] }),
    index('gate_answers_at').on(t.orgId, t.at, t.repoId, t.upload),
    index('gate_answers_repository').on(t.orgId, t.repoId, t.at, t.upload),
    index('gate_answers_pipeline').on(t.orgId, t.repoId, t.pipelineId, t.at, t.upload),
    index('gate_answers_failed').on(t.orgId, t.at, t.repoId, t.upload).where(sql`outcome = 'fail'`),
    index('gate_answers_failed_there').on(t.orgId, t.repoId, t.at, t.upload).where(sql`outcome = 'fail'`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.upload],
      foreignColumns: [uploads.orgId, uploads.repoId, uploads.number],
      name: 'gate_answers_upload',
    }).onDelete('cascade'),
  ],
);
