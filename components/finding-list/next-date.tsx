import { Due } from '#components/shared/due.tsx';
import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** What comes next for it: when it is due, or why nothing is. */
export function NextDate({ row, className }: { row: FindingRow; className?: string }) {
  switch (row.state) {
    case 'open':
      return <Due at={row.due_at} overdue={row.overdue} none="no date" className={className} />;
    case 'fixed':
      return (
        <span className={cn('whitespace-nowrap text-soft', className)}>
          fixed {row.fixed_at === null ? null : <RelativeTime at={row.fixed_at} />}
        </span>
      );
    case 'branch':
      return <span className={cn('text-soft', className)}>branch only</span>;
    case 'suppressed':
      return <span className={cn('text-soft', className)}>suppressed</span>;
  }
}
