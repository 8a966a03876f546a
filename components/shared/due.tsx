import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface DueProps {
  at: string | null;
  overdue: boolean;
  /** Most of the time is used. */
  atRisk?: boolean;
  /** Writes "due" before a future date, where no column head does. */
  spelledOut?: boolean;
  /** It was fixed and came back: its clock began anew then. */
  again?: boolean;
  /** Text to show when there is no due date. */
  none?: string;
  className?: string | undefined;
}

/** `overdue 3 d`, `in 2 d`. */
export function Due({
  at,
  overdue,
  atRisk = false,
  spelledOut = false,
  again = false,
  none = '–',
  className,
}: DueProps) {
  if (at === null) return <span className={cn('text-faint', className)}>{none}</span>;
  return (
    <span
      className={cn(
        'whitespace-nowrap',
        overdue ? 'font-medium text-failed' : atRisk ? 'font-medium text-ink' : 'text-soft',
        className,
      )}
    >
      {overdue ? 'overdue ' : atRisk ? 'at risk, ' : spelledOut ? 'due ' : ''}
      <RelativeTime at={at} />
      {again ? <span className="block font-normal text-12 text-faint">counted anew</span> : null}
    </span>
  );
}
