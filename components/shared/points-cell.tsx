import { cn } from '#components/ui/cn.ts';
import { useOverall, useWithin } from '#components/ui/scope.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatSigned } from '#lib/format.ts';

/** A gain that rounds to 0.0 is not shown as zero. */
function Gain({ points, large }: { points: number; large: boolean }) {
  if (points < 0.05) return <span className="text-faint">{'< 0.1'}</span>;
  return <span className={large ? 'font-medium text-clean' : undefined}>{formatSigned(points)}</span>;
}

export interface PointsCellProps {
  action: Pick<ActionRow, 'points' | 'repo'>;
  /** A list over repositories compares by the organization's points, a repository's own list by its own. */
  overallFirst: boolean;
  /** One below the other, in a column of a table. */
  stacked?: boolean;
}

/** `+2.0 overall`, or `in this scope`, below it `+58.5 for web`: what an action brings, always with the score that it is brought to. */
export function PointsCell({ action: { points, repo }, overallFirst, stacked = false }: PointsCellProps) {
  const isWithin = useWithin() !== null;
  const overall = { points: points.organization, scope: useOverall() };
  const own =
    points.repository === null
      ? null
      : { points: points.repository, scope: overallFirst && repo !== null ? `for ${repo.split('/').at(-1)}` : 'here' };
  const [first, second] = overallFirst || own === null ? [overall, own] : [own, overall];
  const line = stacked ? 'block leading-4' : undefined;
  return (
    <span
      className={
        stacked
          ? 'block whitespace-normal py-1 [overflow-wrap:anywhere]'
          : 'inline-flex min-w-0 max-w-full flex-wrap gap-x-2'
      }
    >
      <span className={line}>
        <Gain points={first.points} large /> <span className="text-12 text-soft">{first.scope}</span>
      </span>
      {second === null || isWithin ? null : (
        <span className={cn('line-clamp-3 max-w-full text-12 text-faint', stacked && 'leading-4')} title={second.scope}>
          <Gain points={second.points} large={false} /> {second.scope}
        </span>
      )}
    </span>
  );
}
