import { ActionTitle, ActionWhy } from '#components/shared/action-title.tsx';
import { Due } from '#components/shared/due.tsx';
import { PointsCell } from '#components/shared/points-cell.tsx';
import { WorkState } from '#components/shared/work/work-state.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatEffort } from '#lib/format.ts';

/** The date that a person set, where there is one, with the SLA's below it. */
function Dates({ action }: { action: ActionRow }) {
  const { due } = action.work;
  if (due === null) return <Due at={action.due_at} overdue={action.overdue} atRisk={action.at_risk} spelledOut />;
  return (
    <span className="flex flex-col py-1.5">
      <span title={due.reason}>
        <Due at={due.at} overdue={due.overdue} spelledOut />
      </span>
      {action.due_at === null ? null : (
        <span className="text-12 text-faint">
          SLA <Due at={action.due_at} overdue={action.overdue} atRisk={action.at_risk} className="text-12" />
        </span>
      )}
    </span>
  );
}

export const COLUMNS: readonly DataColumn<ActionRow>[] = [
  { id: 'title', header: 'Fix', cell: (row) => <ActionTitle action={row} withRepo /> },
  { id: 'why', header: 'Why here', hideBelow: 'lg', cell: (row) => <ActionWhy action={row} /> },
  {
    id: 'points',
    header: 'Points',
    numeric: true,
    width: '148px',
    cell: (row) => <PointsCell stacked action={row} overallFirst />,
  },
  {
    id: 'effort',
    header: 'Effort',
    numeric: true,
    hideBelow: 'xl',
    width: '72px',
    cell: (row) => formatEffort(row.effort_hours),
  },
  { id: 'due', header: 'Due', numeric: true, width: '116px', cell: (row) => <Dates action={row} /> },
  { id: 'who', header: 'Who', hideBelow: 'md', width: '160px', cell: (row) => <WorkState work={row.work} none="–" /> },
];

/** Height of most rows in pixels, before they are measured. */
export const ROW_HEIGHT = 96;

/** The row on a phone. */
export function QueueCard({ action }: { action: ActionRow }) {
  return (
    <div className="flex flex-col gap-1">
      <ActionTitle action={action} withRepo />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 pl-5 text-12 text-soft">
        <PointsCell action={action} overallFirst />
        <span>{formatEffort(action.effort_hours)}</span>
        {action.due_at === null && action.work.due === null ? null : <Dates action={action} />}
      </p>
      <div className="pl-5">
        <WorkState work={action.work} />
      </div>
      <p className="pl-5 text-12 text-soft">
        <ActionWhy action={action} />
      </p>
    </div>
  );
}
