import { SEVERITY_SLOTS } from '#lib/domain/finding/severity-number.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import { weighedScore } from './portfolio.ts';
import { weigh } from './portfolio-shares.ts';

/** What the figures of an organization need to know of a repository. */
export interface MemberFigures {
  criticality: Criticality;
  /** Null: nothing was ever measured. */
  score: number | null;
  /** Points of its score, 0 to 100, that no report speaks for. */
  notMeasured: number;
  /** Open findings by severity: info 0 … critical 4, unknown 5. */
  open: readonly number[];
}

export interface OrganizationFigures {
  score: number | null;
  notMeasured: number;
  open: number[];
  repositories: number;
  /** Repositories with a score. */
  measured: number;
}

/** Points that nobody measured, by the shares of the repositories that have a score; 100 where none has one. */
function notMeasuredOf(scored: readonly Pick<MemberFigures, 'notMeasured'>[], shares: readonly number[]): number {
  if (scored.length === 0) return 100;
  return scored.reduce((sum, { notMeasured }, index) => sum + (shares[index] ?? 0) * notMeasured, 0);
}

/** The figures of an organization, or of those of its repositories that somebody sees: the one definition. */
export function organizationFigures(members: readonly MemberFigures[]): OrganizationFigures {
  const scored = members.filter((member): member is MemberFigures & { score: number } => member.score !== null);
  const weighing = weigh(scored);
  return {
    score: weighedScore(scored, weighing),
    notMeasured: notMeasuredOf(scored, weighing.shares),
    open: Array.from({ length: SEVERITY_SLOTS }, (_, slot) =>
      members.reduce((sum, { open }) => sum + (open[slot] ?? 0), 0),
    ),
    repositories: members.length,
    measured: scored.length,
  };
}
