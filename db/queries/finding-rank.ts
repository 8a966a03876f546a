import {
  CONFIDENCE_STEPS,
  CRITICALITY_STEPS,
  EXPLOIT_STEPS,
  EXPOSURE_STEPS,
  LIVE_RANK,
  OTHER_STEPS,
  severityRankFrom,
} from '#lib/domain/finding/rank.ts';
import { UNKNOWN } from '#lib/domain/finding/severity-number.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { RepositoryScope } from './scope.ts';

/** Expressions of ours, never values. */
export interface RankColumns {
  category: string;
  severity: string;
  confidence: string;
  exploit: string;
}

/** A finding's rank as `rankOf` computes it; `repository` is the alias of its row in `repositories`. */
export function findingRank(sql: Connection, columns: RankColumns, repository: string): Fragment {
  const { category, severity, confidence, exploit } = columns;
  const cases = (column: string, steps: Readonly<Record<string, number>>, other: number): string =>
    `case ${repository}.${column} ${Object.entries(steps)
      .map(([word, step]) => `when '${word}' then ${step}`)
      .join(' ')} else ${other} end`;
  const parts = [
    `case when ${category} = 'secret' and ${confidence} = ${CONFIDENCE_STEPS.length - 1} then ${LIVE_RANK} else 0 end`,
    `case when ${severity} = ${UNKNOWN} then ${severityRankFrom(UNKNOWN)} else ${severity} * ${severityRankFrom(1)} end`,
    cases('criticality', CRITICALITY_STEPS, OTHER_STEPS.criticality),
    cases('exposure', EXPOSURE_STEPS, OTHER_STEPS.exposure),
    `(array[${CONFIDENCE_STEPS.join(', ')}])[${confidence} + 1]`,
    `(array[${EXPLOIT_STEPS.join(', ')}])[${exploit} + 1]`,
  ];
  return sql`${sql.unsafe(`(${parts.map((part) => `(${part})`).join(' + ')})`)}`;
}

/** The severity that a rank was made of, from a column of ours. */
export function severityInRank(sql: Connection, column: string): Fragment {
  const rank = `(${column} % ${LIVE_RANK})`;
  const [unknown, medium, step] = [UNKNOWN, 2, 1].map(severityRankFrom);
  return sql`${sql.unsafe(`(case when ${rank} >= ${unknown} and ${rank} < ${medium} then ${UNKNOWN} else ${rank} / ${step} end)::int`)}`;
}

const OWN: RankColumns = {
  category: 'f.category',
  severity: 'coalesce(f.severity_set, f.severity)',
  confidence: 'f.confidence',
  exploit: 'f.exploit',
};

/** The rank of a finding `f` in its repository `repo`, from its columns. */
export const ownRank = (sql: Connection): Fragment => findingRank(sql, OWN, 'repo');

/** Ranks all findings of a repository again, after its criticality or exposure changed. */
export async function rerankFindings(tx: Transaction, { orgId, repoId }: RepositoryScope): Promise<void> {
  await tx`
    update findings f set rank = ${ownRank(tx)} from repositories repo
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and repo.org_id = ${orgId} and repo.id = ${repoId}
      and f.rank <> ${ownRank(tx)}`;
}
