import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { DEFAULT_SLA, type SlaPolicy } from '#lib/domain/action/sla.ts';
import type { SlaPlace } from '#lib/domain/action/sla-windows.ts';
import { DEFAULT_EXCEPTION_POLICY, type ExceptionPolicy, type TrustedAuthor } from '#lib/domain/decision/exception.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import { inScope, type OrganizationScope } from './scope.ts';

export interface DecisionPolicyRow extends ExceptionPolicy {
  sla: SlaPolicy;
}

const DEFAULTS: DecisionPolicyRow = { sla: DEFAULT_SLA, ...DEFAULT_EXCEPTION_POLICY };

/** What the organization asks of due dates and exceptions; the defaults where it has chosen nothing. */
export async function findDecisionPolicy(sql: Connection, { orgId }: OrganizationScope): Promise<DecisionPolicyRow> {
  const [row] = await sql<DecisionPolicyRow[]>`
    select sla, four_eyes, accepted_days, false_positive_days from decision_policies where org_id = ${orgId}`;
  return row ?? DEFAULTS;
}

/** Repositories in scope, as due dates depend on them. */
export async function findSlaPlaces(sql: Connection, scope: ReadScope): Promise<SlaPlace[]> {
  return sql<SlaPlace[]>`
    select r.id as repo_id, r.criticality, r.exposure from repositories r
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and r.deleting_at is null`;
}

/** The rule for due dates, as a column of rows that have one; null: the default. */
export const slaOf = (sql: Connection, { orgId }: OrganizationScope): Fragment =>
  sql`(select p.sla from decision_policies p where p.org_id = ${orgId})`;

/** What the organization asks of exceptions. */
export async function findExceptionPolicy(sql: Connection, scope: OrganizationScope): Promise<ExceptionPolicy> {
  const { fourEyes, acceptedDays, falsePositiveDays } = await findDecisionPolicy(sql, scope);
  return { fourEyes, acceptedDays, falsePositiveDays };
}

export async function saveDecisionPolicy(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { sla, fourEyes, acceptedDays, falsePositiveDays }: DecisionPolicyRow,
  now: Date,
): Promise<void> {
  await tx`
    insert into decision_policies (org_id, sla, four_eyes, accepted_days, false_positive_days, changed_at)
    values (${orgId}, ${tx.json({ ...sla })}, ${fourEyes}, ${acceptedDays}, ${falsePositiveDays}, ${now})
    on conflict (org_id) do update set sla = excluded.sla, four_eyes = excluded.four_eyes,
      accepted_days = excluded.accepted_days, false_positive_days = excluded.false_positive_days,
      changed_at = excluded.changed_at`;
}

/** Authors of statements that are adopted on arrival. */
export async function findTrustedAuthors(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<readonly TrustedAuthor[]> {
  const [row] = await sql<{ trustedAuthors: TrustedAuthor[] }[]>`
    select trusted_authors from decision_policies where org_id = ${orgId}`;
  return row?.trustedAuthors ?? [];
}

/** The policy must have a row. */
export async function saveTrustedAuthors(
  tx: Transaction,
  { orgId }: OrganizationScope,
  authors: readonly TrustedAuthor[],
): Promise<void> {
  await tx`
    update decision_policies set trusted_authors = ${tx.json(authors.map((author) => ({ ...author })))}
    where org_id = ${orgId}`;
}
