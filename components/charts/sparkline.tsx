import { cn } from '#components/ui/cn.ts';
import { formatDay, formatNumber } from '#lib/format.ts';
import { areaPath, linePath, type ScoreShape, scoreShape } from './score-path.ts';
import type { ScoreDay } from './types.ts';

/** Lines and areas in a plane that stretches; strokes keep their width. */
export function ScoreLines({ shape, area }: { shape: ScoreShape; area: boolean }) {
  return (
    <g fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
      {shape.runs.map((run) => (
        <g key={`${run[0]?.x}`}>
          {area ? <path d={areaPath(run)} fill="currentColor" fillOpacity="0.09" stroke="none" /> : null}
          <path d={linePath(run)} vectorEffect="non-scaling-stroke" strokeWidth={run.length === 1 ? 4 : 1.5} />
        </g>
      ))}
      {shape.dotted.map(([from, to]) => (
        <path
          key={`d${to.x}`}
          d={linePath([from, to])}
          vectorEffect="non-scaling-stroke"
          strokeDasharray="0.5 4"
          strokeWidth="2"
        />
      ))}
    </g>
  );
}

function summary(days: readonly ScoreDay[]): string {
  const known = days.flatMap((day) => (day.score === null ? [] : [{ day: day.day, score: day.score }]));
  const first = known[0];
  const last = known[known.length - 1];
  if (first === undefined || last === undefined) return 'Score: nothing known in this time';
  const unknown = days.length - known.length;
  const gaps = unknown === 0 ? '' : `, ${unknown} of ${days.length} days not known`;
  return `Score from ${formatNumber(first.score)} on ${formatDay(first.day)} to ${formatNumber(last.score)} on ${formatDay(last.day)}${gaps}`;
}

export interface SparklineProps {
  days: readonly ScoreDay[];
  className?: string;
  area?: boolean;
}

/**
 * The score over days as a sparkline, always from 0 to 100, so that those of a column can be compared; unknown days are
 * gaps, today is dotted. Size it with `className`.
 */
export function Sparkline({ days, className, area = true }: SparklineProps) {
  const words = summary(days);
  if (!days.some((day) => day.score !== null)) {
    return (
      <span
        role="img"
        aria-label={words}
        title={words}
        className={cn('hatch inline-block h-5 w-24 rounded-[3px]', className)}
      />
    );
  }
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className={cn('inline-block h-5 w-24 overflow-visible text-soft', className)}
    >
      <ScoreLines shape={scoreShape(days)} area={area} />
    </svg>
  );
}
