'use client';

import { pathOf } from '#components/queries/addresses.ts';
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatEffort } from '#lib/format.ts';
import { ActionTitle, ActionWhy } from './action-title.tsx';
import { Due } from './due.tsx';
import { PointsCell } from './points-cell.tsx';

function columnsFor(withRepo: boolean): DataColumn<ActionRow>[] {
  return [
    { id: 'title', header: 'Action', cell: (row) => <ActionTitle action={row} withRepo={withRepo} /> },
    { id: 'why', header: 'Why now', hideBelow: 'lg', cell: (row) => <ActionWhy action={row} /> },
    {
      id: 'points',
      header: 'Points',
      numeric: true,
      width: '168px',
      cell: (row) => <PointsCell stacked action={row} overallFirst={withRepo} />,
    },
    {
      id: 'effort',
      header: 'Effort',
      numeric: true,
      hideBelow: 'lg',
      width: '76px',
      cell: (row) => formatEffort(row.effort_hours),
    },
    {
      id: 'due',
      header: 'Due',
      numeric: true,
      width: '116px',
      cell: (row) => <Due at={row.due_at} overdue={row.overdue} atRisk={row.at_risk} spelledOut />,
    },
  ];
}

const WITH_REPO = columnsFor(true);
const WITHOUT_REPO = columnsFor(false);

function card(withRepo: boolean) {
  return (action: ActionRow) => (
    <div className="flex flex-col gap-1">
      <ActionTitle action={action} withRepo={withRepo} />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 pl-5 text-12 text-soft">
        <PointsCell action={action} overallFirst={withRepo} />
        <span>{formatEffort(action.effort_hours)}</span>
        {action.due_at === null ? null : (
          <Due at={action.due_at} overdue={action.overdue} atRisk={action.at_risk} spelledOut />
        )}
      </p>
      <p className="pl-5 text-12 text-soft">
        <ActionWhy action={action} />
      </p>
    </div>
  );
}

export interface NextActionsProps {
  actions: readonly ActionRow[];
  /** Leave the repository out where the screen is about one. */
  withRepo?: boolean;
}

/** Fixes in the order in which they should be done, each with its reasons. */
export function NextActions({ actions, withRepo = true }: NextActionsProps) {
  const router = useNavigate();
  return (
    <div className="max-sm:-mx-4">
      <DataTable
        label="Do next"
        rows={actions}
        rowId={(row) => row.id}
        columns={withRepo ? WITH_REPO : WITHOUT_REPO}
        renderCard={card(withRepo)}
        onOpen={(row) => router.push(pathOf(row.url))}
      />
    </div>
  );
}
