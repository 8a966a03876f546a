import type { RuleState } from '#lib/domain/decision/exception-rule.ts';
import type { Connection, Transaction } from '../client.ts';
import type { exceptionRules } from '../schema/exception.ts';
import type { ActedBy } from './exceptions-write.ts';
import type { OrganizationScope } from './scope.ts';

export type ExceptionRule = typeof exceptionRules.$inferSelect;

/** One rule of an organization. */
export interface RuleScope extends OrganizationScope {
  ruleId: number;
}

type NewRule = Pick<ExceptionRule, 'kind' | 'conditions' | 'reason' | 'evidenceUrl' | 'expiresAt'>;

/** Adds a rule. `decider` null: it waits for a decision. */
export async function insertRule(
  tx: Transaction,
  { orgId }: OrganizationScope,
  rule: NewRule,
  { requester, decider }: { requester: ActedBy; decider: ActedBy | null },
): Promise<number> {
  const [made] = await tx<{ id: number }[]>`
    insert into exception_rules (org_id, kind, state, conditions, reason, evidence_url, expires_at,
      requested_at, requested_by, requester_kind, requester_name, decided_at, decided_by, decider_kind, decider_name)
    values (${orgId}, ${rule.kind}, ${decider === null ? 'requested' : 'in_force'}, ${tx.json({ ...rule.conditions })},
      ${rule.reason}, ${rule.evidenceUrl}, ${rule.expiresAt},
      ${requester.at}, ${requester.personId}, ${requester.kind}, ${requester.name},
      ${decider?.at ?? null}, ${decider?.personId ?? null}, ${decider?.kind ?? null}, ${decider?.name ?? null})
    returning id`;
  if (made === undefined) throw new Error('the rule was not written');
  return made.id;
}

export async function findRule(sql: Connection, { orgId, ruleId }: RuleScope): Promise<ExceptionRule | null> {
  const [row] = await sql<ExceptionRule[]>`
    select * from exception_rules where org_id = ${orgId} and id = ${ruleId}`;
  return row ?? null;
}

/** The same, for a change: the second of two who decide at once sees what the first one did. */
export async function lockRule(tx: Transaction, { orgId, ruleId }: RuleScope): Promise<ExceptionRule | null> {
  const [row] = await tx<ExceptionRule[]>`
    select * from exception_rules where org_id = ${orgId} and id = ${ruleId} for update`;
  return row ?? null;
}

/** Rules in these states, the newest first. */
export async function listRules(
  sql: Connection,
  { orgId }: OrganizationScope,
  { states, before, limit }: { states: readonly RuleState[]; before: number | null; limit: number },
): Promise<ExceptionRule[]> {
  return sql<ExceptionRule[]>`
    select * from exception_rules
    where org_id = ${orgId} and state = any(${[...states]}::text[]) and (${before}::int is null or id < ${before}::int)
    order by id desc limit ${limit}`;
}

/** Rules that wait or are in force. */
export async function countLiveRules(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from exception_rules where org_id = ${orgId} and state in ('requested', 'in_force')`;
  return row?.count ?? 0;
}

export async function decideRule(
  tx: Transaction,
  { orgId, ruleId }: RuleScope,
  { state, by, note }: { state: 'in_force' | 'refused'; by: ActedBy; note: string | null },
): Promise<void> {
  await tx`
    update exception_rules set state = ${state}, decided_at = ${by.at}, decided_by = ${by.personId},
      decider_kind = ${by.kind}, decider_name = ${by.name}, decision_note = ${note}
    where org_id = ${orgId} and id = ${ruleId}`;
}

/** Ends a rule; what it excepted follows by a job. `by` null: its time is over. */
export async function endRule(
  tx: Transaction,
  { orgId, ruleId }: RuleScope,
  { state, at, by }: { state: 'withdrawn' | 'expired'; at: Date; by: ActedBy | null },
): Promise<void> {
  await tx`
    update exception_rules set state = ${state}, ended_at = ${at}, ended_by = ${by?.personId ?? null},
      ender_kind = ${by?.kind ?? null}, ender_name = ${by?.name ?? null}, settled_at = null
    where org_id = ${orgId} and id = ${ruleId}`;
}

/** Gives a rule another end; its exceptions follow by a job. */
export async function setRuleEnd(tx: Transaction, { orgId, ruleId }: RuleScope, expiresAt: Date | null): Promise<void> {
  await tx`
    update exception_rules set expires_at = ${expiresAt}, ends_moved = false
    where org_id = ${orgId} and id = ${ruleId}`;
}

/** All exceptions of the rule end when it does, unless it got yet another end meanwhile. */
export async function setEndsMoved(
  tx: Transaction,
  { orgId, ruleId }: RuleScope,
  expiresAt: Date | null,
): Promise<void> {
  await tx`
    update exception_rules set ends_moved = true
    where org_id = ${orgId} and id = ${ruleId} and expires_at is not distinct from ${expiresAt}::timestamptz`;
}

/** Rules that got another end which not all of their exceptions have yet. */
export async function findUnmovedRules(sql: Connection, { orgId }: OrganizationScope): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from exception_rules
    where org_id = ${orgId} and state in ('in_force', 'expired') and not ends_moved order by id`;
  return rows.map(({ id }) => id);
}

/** All that was there follows the state of the rule, unless that changed meanwhile. */
export async function setRuleSettled(
  tx: Transaction,
  { orgId, ruleId }: RuleScope,
  state: RuleState,
  at: Date,
): Promise<void> {
  await tx`
    update exception_rules set settled_at = ${at} where org_id = ${orgId} and id = ${ruleId} and state = ${state}`;
}

/** Live rules whose time is over. */
export async function findEndedRules(sql: Connection, { orgId }: OrganizationScope, now: Date): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select id from exception_rules
    where org_id = ${orgId} and state in ('requested', 'in_force') and expires_at <= ${now} order by id`;
  return rows.map(({ id }) => id);
}

export type RuleInForce = Pick<
  ExceptionRule,
  | 'id'
  | 'kind'
  | 'conditions'
  | 'reason'
  | 'evidenceUrl'
  | 'expiresAt'
  | 'requestedAt'
  | 'requestedBy'
  | 'requesterKind'
  | 'requesterName'
  | 'decidedBy'
  | 'deciderKind'
  | 'deciderName'
>;

/** Rules in force at a moment, the oldest first, with what they ask of a repository: one statement for an import. */
export async function findRulesInForce(
  sql: Connection,
  { orgId, repoId }: OrganizationScope & { repoId: number },
  now: Date,
): Promise<{ rules: RuleInForce[]; teams: string[]; labels: string[] }> {
  const rows = await sql<(RuleInForce & { teams: string[]; labels: string[] })[]>`
    select e.id, e.kind, e.conditions, e.reason, e.evidence_url, e.expires_at, e.requested_at, e.requested_by,
      e.requester_kind, e.requester_name, e.decided_by, e.decider_kind, e.decider_name,
      array(
        select distinct t.slug from team_repositories o join teams t on t.org_id = o.org_id and t.id = o.team_id
        where o.org_id = ${orgId} and o.repo_id = ${repoId}) as teams,
      array(select l.label from repository_labels l where l.org_id = ${orgId} and l.repo_id = ${repoId}) as labels
    from exception_rules e
    where e.org_id = ${orgId} and e.state = 'in_force' and (e.expires_at is null or e.expires_at > ${now})
    order by e.id`;
  const [first] = rows;
  return { rules: rows, teams: first?.teams ?? [], labels: first?.labels ?? [] };
}

/** Some rules by their ids. */
export async function findRulesById(
  sql: Connection,
  { orgId }: OrganizationScope,
  ids: readonly number[],
): Promise<ExceptionRule[]> {
  return sql<ExceptionRule[]>`
    select * from exception_rules where org_id = ${orgId} and id = any(${[...ids]}::int[]) order by id`;
}
