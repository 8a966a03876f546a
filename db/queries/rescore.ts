import { SEVERITY_SLOTS, severitySlot } from '#lib/domain/finding/severity-number.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Grade } from '#lib/domain/score/grade.ts';
import type { DayScoreDetail, ScoreDetail } from '#lib/domain/score/score.ts';
import type { Transaction } from '../client.ts';
import { packScoreParts, type ScoreParts } from '../score-parts.ts';
import type { RepositoryScope } from './scope.ts';

export interface StateChange {
  score: number | null;
  grade: Grade | null;
  notMeasured: number;
  parts: ScoreParts;
  /** How each score category stands, as `storedStandings` writes it. */
  coverage: number[];
  withoutAcceptances: number | null;
  scoreCap: number;
  scoreDetail: ScoreDetail;
  scoredAt: Date;
  open: readonly number[];
  openActions: number;
  /** Reports that took effect since. */
  uploads: number;
}

/** Updates the repository's state row after an import or a rescoring. `open` is by severity: info 0 … critical 4, unknown 5. */
export async function updateRepositoryState(
  tx: Transaction,
  scope: RepositoryScope,
  change: StateChange,
): Promise<void> {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = change.open;
  await tx`
    update repository_state set score = ${change.score}, grade = ${change.grade}, not_measured = ${change.notMeasured},
      score_parts = ${packScoreParts(change.parts)}, coverage = ${change.coverage}::bigint[], without_acceptances = ${change.withoutAcceptances},
      score_cap = ${change.scoreCap}, score_detail = ${tx.json(change.scoreDetail)}, scored_at = ${change.scoredAt}, open_critical = ${critical},
      open_high = ${high}, open_medium = ${medium}, open_low = ${low}, open_info = ${info}, open_unknown = ${unknown}, open_actions = ${change.openActions},
      uploads = uploads + ${change.uploads}, last_upload_at = case when ${change.uploads} > 0 then ${change.scoredAt} else last_upload_at end
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId}`;
}

/** What is stored of a repository's score, before it is computed anew. */
export interface StoredScore {
  score: number | null;
  detail: ScoreDetail | null;
  scoredAt: Date | null;
  ledger: number[] | null;
  /** Open findings by severity (info 0 … critical 4, unknown 5), from the counters. */
  open: number[];
}

export async function findScoreAndOpen(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<StoredScore> {
  type Row = Omit<StoredScore, 'open'> & { open: { severity: number; count: number }[] | null };
  const [row] = await tx<Row[]>`
    select s.score, s.score_detail as detail, s.scored_at, s.ledger, (
      select jsonb_agg(jsonb_build_object('severity', o.severity, 'count', o.count)) from (
        select c.severity, sum(c.count)::int as count from finding_counts c
        where c.org_id = ${orgId} and c.repo_id = ${repoId} and c.state = 'open' group by c.severity) o) as open
    from repository_state s where s.org_id = ${orgId} and s.repo_id = ${repoId}`;
  const open = Array.from({ length: SEVERITY_SLOTS }, () => 0);
  for (const { severity, count } of row?.open ?? []) open[severitySlot(severity)] = count;
  const { score = null, detail = null, scoredAt = null, ledger = null } = row ?? {};
  return { score, detail, scoredAt, ledger, open };
}

export interface DayChange {
  day: string;
  score: number | null;
  scoreDetail: DayScoreDetail;
  open: readonly number[];
  introduced: number;
  reopened: number;
  fixed: number;
  disclosed: number;
  firstScan: number;
  uploads: number;
  ledger: number[];
  criticality: Criticality;
  archived: boolean;
}

/** Updates the row of the current day; rows of past days are never touched. */
export async function moveRepositoryDay(tx: Transaction, scope: RepositoryScope, change: DayChange): Promise<void> {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = change.open;
  await tx`
    insert into repository_days (org_id, repo_id, day, score, score_detail, open_critical, open_high, open_medium, open_low,
      open_info, open_unknown, introduced, reopened, fixed, disclosed, first_scan, uploads, ledger, criticality, archived)
    values (${scope.orgId}, ${scope.repoId}, ${change.day}, ${change.score}, ${tx.json(change.scoreDetail)}, ${critical},
      ${high}, ${medium}, ${low}, ${info}, ${unknown}, ${change.introduced}, ${change.reopened}, ${change.fixed}, ${change.disclosed}, ${change.firstScan},
      ${change.uploads}, ${change.ledger}, ${change.criticality}, ${change.archived})
    on conflict (org_id, repo_id, day) do update set score = excluded.score, score_detail = excluded.score_detail,
      open_critical = excluded.open_critical, open_high = excluded.open_high, open_medium = excluded.open_medium,
      open_low = excluded.open_low, open_info = excluded.open_info, open_unknown = excluded.open_unknown,
      introduced = repository_days.introduced + excluded.introduced, reopened = repository_days.reopened + excluded.reopened,
      fixed = repository_days.fixed + excluded.fixed, uploads = repository_days.uploads + excluded.uploads,
      disclosed = repository_days.disclosed + excluded.disclosed, first_scan = repository_days.first_scan + excluded.first_scan,
      ledger = excluded.ledger, criticality = excluded.criticality, archived = excluded.archived`;
}
