import { isVisible, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Lane } from '#lib/domain/action/rank.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';

import type { RepositoryNumber } from '#lib/ids.ts';
import type { Connection } from '../client.ts';
import { slaOf } from './decision-policies.ts';
import { LEARNED_COLUMNS, type LearnedColumns, learnedOf } from './efforts.ts';
import type { Fragment } from './fragment.ts';
import { countsForOrganization, inScope, type RepositoryScope } from './scope.ts';

export interface ActionListRow extends LearnedColumns {
  orgId: number;
  repoId: number;
  number: number;
  /** What tells one fix from another; only lists of the queue have it. */
  key?: string;
  kind: ActionKind;
  title: string;
  category: Category;
  target: string | null;
  open: number;
  load: ActionLoadGroups;
  lane: Lane;
  effortKind: EffortKind;
  value: number;
  gain: number;
  dueAt: Date | null;
  atRiskAt: Date | null;
  fullName: string;
  criticality: Criticality;
  exposure: Exposure;
  /** What the organization asks of due dates; null: the defaults. */
  sla: SlaPolicy | null;
  demo: boolean;
}

export const ACTION_COLUMNS =
  'a.org_id, a.repo_id, a.number, a.kind, a.title, a.category, a.target, a.open, a.load, a.lane, a.effort_kind, a.value, a.gain, a.due_at, a.at_risk_at';

/** Leaves out repositories that do not count for the organization, unless they are asked for by name. */
function counted(sql: Connection, scope: ReadScope, asked: readonly number[] | null): Fragment {
  if (asked !== null) return sql`true`;
  return sql`exists (
    select 1 from repositories r
    where r.org_id = ${scope.orgId} and r.id = a.repo_id and ${countsForOrganization(sql, scope)})`;
}

export async function findAction(
  sql: Connection,
  scope: ReadScope,
  { repoId, number }: RepositoryNumber,
): Promise<ActionListRow | null> {
  if (!isVisible(scope, { orgId: scope.orgId, repoId })) return null;
  const [row] = await sql<ActionListRow[]>`
    select ${sql.unsafe(ACTION_COLUMNS)}, r.full_name, r.criticality, r.exposure, r.demo, ${slaOf(sql, scope)} as sla,
      ${sql.unsafe(LEARNED_COLUMNS)}
    from actions a
    join repositories r on r.org_id = a.org_id and r.id = a.repo_id ${learnedOf(sql, scope)}
    where a.org_id = ${scope.orgId} and a.repo_id = ${repoId} and a.number = ${number} and r.deleting_at is null`;
  return row ?? null;
}

/** What tells one fix from another, in every repository; null: there is no such action. */
export async function findActionKey(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<string | null> {
  const [row] = await sql<{ key: string }[]>`
    select key from actions where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
  return row?.key ?? null;
}

/** Counts open actions from each repository's counter. */
export async function countActions(sql: Connection, scope: ReadScope, repoIds: number[] | null): Promise<number> {
  const place = sql`${inScope(sql, scope, 'a.repo_id', repoIds)} and ${counted(sql, scope, repoIds)}`;
  const [row] = await sql<{ count: number }[]>`
    select coalesce(sum(a.open_actions), 0)::float8 as count from repository_state a
    where a.org_id = ${scope.orgId} and ${place}`;
  return row?.count ?? 0;
}
