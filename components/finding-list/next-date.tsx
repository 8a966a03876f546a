import type { ReactNode } from 'react';
import { Due } from '#components/shared/due.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import type { ListedFinding } from './listed-finding.ts';

/** What was decided a moment ago: that it is being saved, or why it was not taken. */
function Unsaved({ row, children }: { row: ListedFinding; children: ReactNode }) {
  switch (row.unsaved?.state) {
    case 'saving':
      return (
        <span className="inline-flex items-center gap-1.5 opacity-70" title="Being saved">
          <Spinner />
          <span>{children}</span>
          <span className="sr-only">, being saved</span>
        </span>
      );
    case 'failed':
      return (
        <span className="flex flex-col items-end max-sm:items-start">
          {children}
          <span className="text-12 text-failed" title={row.unsaved.problem ?? ''}>
            decision not saved
          </span>
        </span>
      );
    case undefined:
      return children;
  }
}

/** What comes next for it: when it is due, or why nothing is. `spelledOut`: no column head says "Due". */
export function NextDate(props: { row: ListedFinding; spelledOut?: boolean }) {
  return (
    <Unsaved row={props.row}>
      <Next {...props} />
    </Unsaved>
  );
}

function Next({ row, spelledOut = false }: { row: ListedFinding; spelledOut?: boolean }) {
  switch (row.state) {
    case 'open':
      return (
        <Due
          at={row.due_at}
          overdue={row.overdue}
          atRisk={row.at_risk}
          spelledOut={spelledOut}
          again={row.reopened > 0}
          none="no due date"
        />
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
