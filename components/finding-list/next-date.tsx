import { Due } from '#components/shared/due.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** What comes next for it: when it is due, or why nothing is. `spelledOut`: no column head says "Due". */
export function NextDate({ row, spelledOut = false }: { row: FindingRow; spelledOut?: boolean }) {
  switch (row.state) {
    case 'open':
      return (
        <Due at={row.due_at} overdue={row.overdue} atRisk={row.at_risk} spelledOut={spelledOut} none="no due date" />
      );
    case 'fixed':
      return (
        <span className="whitespace-nowrap text-soft">
          fixed {row.fixed_at === null ? null : <RelativeTime at={row.fixed_at} />}
        </span>
      );
    case 'branch':
      return <span className="text-soft">branch only</span>;
    case 'accepted':
      return <span className="text-soft">risk accepted</span>;
    case 'false_positive':
      return <span className="text-soft">false positive</span>;
    case 'suppressed':
      return <span className="text-soft">suppressed</span>;
  }
}
