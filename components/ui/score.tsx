import type { Grade } from '#lib/domain/score/grade.ts';
import { formatNumber } from '#lib/format.ts';
import { cn } from './cn.ts';

/** `null`: nothing was measured, which is not a grade. */
export function GradeBadge({ grade, size = 'md' }: { grade: Grade | null; size?: 'md' | 'lg' }) {
  const box = size === 'lg' ? 'size-8 text-20' : 'size-5 text-12';
  if (grade === null) {
    return (
      <span className={cn('hatch inline-block shrink-0 rounded-control border border-line-strong', box)}>
        <span className="sr-only">no grade, not measured</span>
      </span>
    );
  }
  return (
    <span
      className={cn(
        'inline-grid shrink-0 place-items-center rounded-control border border-line-strong bg-sunken font-semibold',
        box,
      )}
    >
      <span className="sr-only">Grade </span>
      {grade}
    </span>
  );
}

export interface ScoreNumberProps {
  /** 0–100, or null when nothing is measured. */
  score: number | null;
  grade?: Grade | null;
  size?: 'md' | 'lg';
}

/** The score at a glance: 44 px on Today, 28 px elsewhere. */
export function ScoreNumber({ score, grade, size = 'lg' }: ScoreNumberProps) {
  const text = size === 'lg' ? 'text-44' : 'text-28';
  // With its tenth, so that it and the points that are lost are 100 together.
  const [whole, tenth = '0'] = formatNumber(score, 1).split('.');
  const fraction = tenth === '0' ? '' : `.${tenth}`;
  return (
    <span className="inline-flex items-center gap-3">
      {score === null ? (
        <span className={cn('font-semibold text-faint tracking-tight', text)}>
          <span aria-hidden>–</span>
          <span className="sr-only">not measured</span>
        </span>
      ) : (
        <span className={cn('font-semibold proportional-nums tracking-tight', text)}>
          {whole}
          <span className={cn('text-soft', size === 'lg' ? 'text-20' : 'text-16')}>{fraction}</span>
          <span className="sr-only"> of 100</span>
        </span>
      )}
      {grade === undefined ? null : <GradeBadge grade={grade} size={size} />}
    </span>
  );
}
