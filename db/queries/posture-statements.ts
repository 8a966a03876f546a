import type { StatedReport } from '#lib/domain/posture-statement/inputs.ts';
import type { StatedFigures } from '#lib/domain/posture-statement/recompute.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { ScoreState } from '#lib/domain/score/state.ts';
import type { SignedEnvelope } from '#lib/domain/signing/envelope.ts';
import type { Connection, Transaction } from '../client.ts';
import { countsForOrganization, type OrganizationScope } from './scope.ts';

export interface MemberRow {
  repoId: number;
  repo: string;
  criticality: Criticality;
  /** Null: it has no score. */
  state: ScoreState | null;
  scoredAt: Date | null;
  /** By severity: info 0 … critical 4, unknown 5. */
  open: number[];
  reports: StatedReport[];
}

/** Every repository that counts with what its score is made of, and the newest reports that it rests on. */
export async function findStatementMembers(sql: Connection, scope: OrganizationScope): Promise<MemberRow[]> {
  return sql<MemberRow[]>`
    select s.repo_id, r.full_name as repo, r.criticality, s.scored_at,
      case when s.score is not null then s.score_detail -> 'state' end as state,
      array[s.open_info, s.open_low, s.open_medium, s.open_high, s.open_critical, s.open_unknown] as open,
      coalesce((
        select jsonb_agg(jsonb_build_object('pipeline', p.key, 'scanner', t.scanner, 'label', t.label,
            'sha256', encode(u.sha256, 'hex'),
            'received_at', to_char(u.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by p.key, t.scanner, t.label, t.id)
        from streams t
        join pipelines p on p.org_id = t.org_id and p.repo_id = t.repo_id and p.id = t.pipeline_id
        join uploads u on u.org_id = t.org_id and u.repo_id = t.repo_id and u.number = t.current_upload
        where t.org_id = s.org_id and t.repo_id = s.repo_id and t.tracked and t.retired_at is null), '[]'::jsonb) as reports
    from repository_state s
    join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and ${countsForOrganization(sql, scope)}
    order by s.repo_id`;
}

export interface StoredStatement {
  week: string;
  at: Date;
  figures: StatedFigures;
}

/** Nothing, where there is one of that week already. @returns whether it is the one of its week */
export async function insertStatement(
  tx: Transaction,
  { orgId }: OrganizationScope,
  row: StoredStatement & { envelope: SignedEnvelope; inputs: Buffer },
): Promise<boolean> {
  const rows = await tx`
    insert into posture_statements (org_id, week, at, figures, envelope, inputs)
    values (${orgId}, ${row.week}, ${row.at}, ${tx.json({ ...row.figures })}, ${tx.json({ ...row.envelope })}, ${row.inputs})
    on conflict (org_id, week) do nothing returning 1`;
  return rows.length > 0;
}

export async function hasStatement(sql: Connection, { orgId }: OrganizationScope, week: string): Promise<boolean> {
  const rows = await sql`select 1 from posture_statements where org_id = ${orgId} and week = ${week}`;
  return rows.length > 0;
}

/** The newest first; `before` is the week after which the page begins. */
export async function listStatements(
  sql: Connection,
  { orgId }: OrganizationScope,
  { before, limit }: { before: string | null; limit: number },
): Promise<StoredStatement[]> {
  return sql<StoredStatement[]>`
    select week, at, figures from posture_statements
    where org_id = ${orgId} and (${before}::text is null or week < ${before})
    order by week desc limit ${limit}`;
}

export async function findStatementFile(
  sql: Connection,
  { orgId }: OrganizationScope,
  week: string,
): Promise<{ envelope: SignedEnvelope; inputs: Buffer } | null> {
  const [row] = await sql<{ envelope: SignedEnvelope; inputs: Buffer }[]>`
    select envelope, inputs from posture_statements where org_id = ${orgId} and week = ${week}`;
  return row ?? null;
}
