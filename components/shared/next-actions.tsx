'use client';

import { pathOf } from '#components/queries/addresses.ts';
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount, formatEffort } from '#lib/format.ts';
import { ActionWhere } from './action-where.tsx';
import { Due } from './due.tsx';
import { LANE_WORD } from './lane-words.ts';
import { PointsCell } from './points-cell.tsx';
import { reasonText } from './reason-text.ts';

/** What it closes, or that it makes visible what nobody measures. */
function Mark({ action }: { action: ActionRow }) {
  if (action.kind === 'coverage') {
    return <span aria-hidden className="hatch size-3 rounded-[3px] border border-line-strong" />;
  }
  return action.severity === null ? null : <SeverityMark severity={action.severity} compact />;
}

function Title({ action, withRepo }: { action: ActionRow; withRepo: boolean }) {
  return (
    <span className="flex min-w-0 gap-2 whitespace-normal py-0.5">
      <span className="flex h-6 w-3 shrink-0 items-center">
        <Mark action={action} />
      </span>
      <span className="min-w-0">
        <TextLink
          quiet
          href={pathOf(action.url)}
          className="block py-[3px] font-medium [overflow-wrap:anywhere]"
          title={action.title}
        >
          <span className="line-clamp-4 leading-[18px]">{action.title}</span>
        </TextLink>
        {action.rule === null ? null : (
          <span className="block text-12 text-faint [overflow-wrap:anywhere]">{action.rule}</span>
        )}
        <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-12 text-faint">
          {withRepo ? <ActionWhere action={action} quiet /> : null}
          {action.demo && withRepo ? <Tag className="shrink-0">demo</Tag> : null}
          <span className="shrink-0">
            {action.kind === 'coverage' ? 'not measured' : formatCount(action.open, 'finding')}
          </span>
        </span>
      </span>
    </span>
  );
}

/** All reasons, in as many lines as they need: the last one is often what tells two rows apart. */
function Why({ action }: { action: ActionRow }) {
  const [first = LANE_WORD[action.lane], ...rest] = action.why.map(reasonText);
  return (
    <span className="block whitespace-normal text-pretty py-1.5 first-letter:uppercase">
      {first}
      {rest.length === 0 ? null : <span className="text-soft"> · {rest.join(' · ')}</span>}
    </span>
  );
}

function columnsFor(withRepo: boolean): DataColumn<ActionRow>[] {
  return [
    { id: 'title', header: 'Action', cell: (row) => <Title action={row} withRepo={withRepo} /> },
    { id: 'why', header: 'Why now', hideBelow: 'lg', cell: (row) => <Why action={row} /> },
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
      cell: (row) => <Due at={row.due_at} overdue={row.overdue} spelledOut />,
    },
  ];
}

const WITH_REPO = columnsFor(true);
const WITHOUT_REPO = columnsFor(false);

function card(withRepo: boolean) {
  return (action: ActionRow) => (
    <div className="flex flex-col gap-1">
      <Title action={action} withRepo={withRepo} />
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 pl-5 text-12 text-soft">
        <PointsCell action={action} overallFirst={withRepo} />
        <span>{formatEffort(action.effort_hours)}</span>
        {action.due_at === null ? null : <Due at={action.due_at} overdue={action.overdue} spelledOut />}
      </p>
      <p className="pl-5 text-12 text-soft">
        <Why action={action} />
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
