import { sql } from 'drizzle-orm';
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
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { CredentialKind } from '#lib/domain/access/credential.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import type { Conditions } from '#lib/domain/decision/conditions.ts';
import type { EndReason, ExceptionState, RequesterKind, TrustedAuthor } from '#lib/domain/decision/exception.ts';
import type { RuleConditions, RuleState } from '#lib/domain/decision/exception-rule.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { at, repositoryScope } from './columns.ts';
import { findings } from './finding.ts';
import { organizations } from './organization.ts';

/** Who asked and who decided: ids of persons (also behind API tokens), and the names of that time. */
export const decided = () => ({
  requestedAt: at('requested_at').notNull(),
  /** Null: a token that no person made, or the author of a statement. */
  requestedBy: integer('requested_by'),
  requesterKind: text('requester_kind').$type<CredentialKind>().notNull(),
  requesterName: text('requester_name').notNull(),
  /** Approved (from when it is in force) or refused. */
  decidedAt: at('decided_at'),
  decidedBy: integer('decided_by'),
  deciderKind: text('decider_kind').$type<CredentialKind>(),
  deciderName: text('decider_name'),
  decisionNote: text('decision_note'),
  /** Null: no end. */
  expiresAt: at('expires_at'),
  endedAt: at('ended_at'),
  endedBy: integer('ended_by'),
  enderKind: text('ender_kind').$type<CredentialKind>(),
  enderName: text('ender_name'),
  endReason: text('end_reason').$type<EndReason>(),
});

const toOrganization = (t: { orgId: AnyPgColumn }, name: string) =>
  foreignKey({ columns: [t.orgId], foreignColumns: [organizations.id], name }).onDelete('cascade');

/**
 * Decisions that findings stay, numbered per repository. At most one of a finding is alive; while one is in force,
 * `findings.decided` is its kind.
 */
export const exceptions = pgTable(
  'exceptions',
  {
    ...repositoryScope(),
    number: integer('number').notNull(),
    findingNumber: integer('finding_number').notNull(),
    kind: text('kind').$type<Decision>().notNull(),
    state: text('state').$type<ExceptionState>().notNull(),
    reason: text('reason').notNull(),
    evidenceUrl: text('evidence_url'),
    ...decided(),
    requesterKind: text('requester_kind').$type<RequesterKind>().notNull(),
    /** When asked for, and again when it comes into force. */
    conditions: jsonb('conditions').$type<Conditions>().notNull(),
    /** Days before its end of which readers were reminded last; 0: not yet. */
    reminded: smallint('reminded').notNull(),
    /** Those that were made together have the same, and can be undone together. */
    batch: text('batch'),
    /** Id of the rule that made it. */
    exceptionRule: integer('exception_rule'),
    /** Id of the document with the statement that it rests on. */
    statementDocument: integer('statement_document'),
    /** Somebody gave it an end of its own: it does not follow another end of its rule. */
    ownEnd: boolean('own_end').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.repoId, t.number] }),
    uniqueIndex('exceptions_live')
      .on(t.orgId, t.repoId, t.findingNumber)
      .where(sql`state in ('requested', 'in_force')`),
    index('exceptions_finding').on(t.orgId, t.repoId, t.findingNumber, t.number),
    index('exceptions_state').on(t.orgId, t.state, t.requestedAt, t.repoId, t.number),
    index('exceptions_repo_state').on(t.orgId, t.repoId, t.state, t.requestedAt, t.number),
    index('exceptions_expiry').on(t.orgId, t.state, t.expiresAt, t.repoId, t.number).where(sql`expires_at is not null`),
    index('exceptions_requester').on(t.orgId, t.requestedBy, t.state, t.requestedAt, t.repoId, t.number),
    index('exceptions_batch').on(t.orgId, t.batch, t.repoId, t.number).where(sql`batch is not null`),
    index('exceptions_rule')
      .on(t.orgId, t.exceptionRule, t.state, t.repoId, t.number)
      .where(sql`exception_rule is not null`),
    index('exceptions_statement')
      .on(t.orgId, t.statementDocument, t.state, t.repoId, t.number)
      .where(sql`statement_document is not null`),
    foreignKey({
      columns: [t.orgId, t.repoId, t.findingNumber],
      foreignColumns: [findings.orgId, findings.repoId, findings.number],
      name: 'exceptions_finding_fk',
    }).onDelete('cascade'),
  ],
);

/** Shared table: what is decided about findings before they are there. Each import reads those that are in force. */
export const exceptionRules = pgTable(
  'exception_rules',
  {
    orgId: integer('org_id').notNull(),
    id: integer('id').notNull().generatedAlwaysAsIdentity(),
    kind: text('kind').$type<Decision>().notNull(),
    state: text('state').$type<RuleState>().notNull(),
    conditions: jsonb('conditions').$type<RuleConditions>().notNull(),
    reason: text('reason').notNull(),
    evidenceUrl: text('evidence_url'),
    ...decided(),
    /** Since when everything that was there follows its state; null: a job is at it, or has nothing to do yet. */
    settledAt: at('settled_at'),
    /** Whether its exceptions end when it does; false: it got another end, and a job is at it. */
    endsMoved: boolean('ends_moved').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.orgId, t.id] }),
    index('exception_rules_state').on(t.orgId, t.state, t.id),
    toOrganization(t, 'exception_rules_org'),
  ],
);

/** Shared table: what an organization asks of due dates and exceptions. No row: the defaults. */
export const decisionPolicies = pgTable(
  'decision_policies',
  {
    orgId: integer('org_id').notNull(),
    sla: jsonb('sla').$type<SlaPolicy>().notNull(),
    fourEyes: boolean('four_eyes').notNull(),
    acceptedDays: integer('accepted_days').notNull(),
    falsePositiveDays: integer('false_positive_days'),
    /** Whose statements are adopted on arrival. */
    trustedAuthors: jsonb('trusted_authors').$type<readonly TrustedAuthor[]>().notNull().default([]),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orgId] }), toOrganization(t, 'decision_policies_org')],
);
