import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { EffortKind } from '#lib/domain/action/effort.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { Exposure } from '#lib/domain/repository/exposure.ts';
import type { ScoreState } from '#lib/domain/score/state.ts';
import type { Connection } from '../client.ts';
import { LEARNED_COLUMNS, type LearnedColumns, learnedOf } from './efforts.ts';
import { type Place, placesAs } from './places.ts';
import { inScope } from './scope.ts';

/** What closing an action takes from a score. */
export interface ClosableAction extends Place, LearnedColumns {
  key: string;
  kind: ActionKind;
  category: Category;
  load: ActionLoadGroups;
  acceptedLoad: ActionLoadGroups;
  effortKind: EffortKind;
}

/** These actions where the caller sees them, and they are open. */
export async function findClosable(
  sql: Connection,
  scope: ReadScope,
  places: readonly Place[],
): Promise<ClosableAction[]> {
  if (places.length === 0) return [];
  return sql<ClosableAction[]>`
    select a.repo_id, a.number, a.key, a.kind, a.category, a.load, a.accepted_load, a.effort_kind, ${sql.unsafe(LEARNED_COLUMNS)}
    from ${placesAs(sql, 'p', places)}
    join actions a on a.org_id = ${scope.orgId} and a.repo_id = p.repo_id and a.number = p.number and a.open > 0
    join repositories r on r.org_id = ${scope.orgId} and r.id = a.repo_id ${learnedOf(sql, scope)}
    where a.org_id = ${scope.orgId} and ${inScope(sql, scope, 'a.repo_id')} order by a.repo_id, a.number`;
}

export type CapHolder = Pick<ClosableAction, 'repoId' | 'number' | 'category' | 'load' | 'acceptedLoad'>;

/** What may hold a cap in these repositories: what cannot wait, and what is accepted. */
export async function findCapHolders(sql: Connection, scope: ReadScope, repoIds: number[]): Promise<CapHolder[]> {
  if (repoIds.length === 0) return [];
  return sql<CapHolder[]>`
    select a.repo_id, a.number, a.category, a.load, a.accepted_load from actions a
    where a.org_id = ${scope.orgId} and ${inScope(sql, scope, 'a.repo_id', repoIds)}
      and ((a.lane = 0 and a.open > 0) or a.accepted > 0)`;
}

/** A repository's score, with what it was made of. */
export interface ScoredRepository {
  repoId: number;
  fullName: string;
  criticality: Criticality;
  exposure: Exposure;
  score: number;
  state: ScoreState;
  scoredAt: Date;
}

/** Those of these repositories that the caller sees and that have a score. */
export async function findScoredRepositories(
  sql: Connection,
  scope: ReadScope,
  repoIds: number[],
): Promise<ScoredRepository[]> {
  if (repoIds.length === 0) return [];
  return sql<ScoredRepository[]>`
    select s.repo_id, r.full_name, r.criticality, r.exposure, s.score, s.score_detail -> 'state' as state, s.scored_at
    from repository_state s join repositories r on r.org_id = s.org_id and r.id = s.repo_id
    where s.org_id = ${scope.orgId} and ${inScope(sql, scope, 's.repo_id', repoIds)} and s.score is not null
      and s.score_detail is not null and s.scored_at is not null and r.deleting_at is null
    order by s.repo_id`;
}
