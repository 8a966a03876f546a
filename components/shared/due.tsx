import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface DueProps {
  at: string | null;
  overdue: boolean;
  /** Says "due" also before the date is past: where no column head says it. */
  spelledOut?: boolean;
  /** In the place of a date where there is none. */
  none?: string;
  className?: string | undefined;
}

/** `overdue 3 d`, `in 2 d`. */
export function Due({ at, overdue, spelledOut = false, none = '–', className }: DueProps) {
  if (at === null) return <span className={cn('text-faint', className)}>{none}</span>;
  return (
    <span className={cn('whitespace-nowrap', overdue ? 'font-medium text-failed' : 'text-soft', className)}>
      {overdue ? 'overdue ' : spelledOut ? 'due ' : ''}
      <RelativeTime at={at} />
    </span>
  );
}
