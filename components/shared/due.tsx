import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';

export interface DueProps {
  at: string | null;
  overdue: boolean;
  /** Writes "due" before a future date, where no column head does. */
  spelledOut?: boolean;
  /** Text to show when there is no due date. */
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
