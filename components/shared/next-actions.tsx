'use client';

import { useRouter } from 'next/navigation';
import { pathOf } from '#components/queries/addresses.ts';
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount, formatSigned } from '#lib/format.ts';
import { formatPoints } from './action-points.ts';
import { ActionWhere } from './action-where.tsx';
import { Due } from './due.tsx';
import { formatEffort } from './effort.ts';
import { LANE_WORD } from './lane-words.ts';

/** A list over repositories compares by the organization's points, a repository's own list by its own. */
const shownPoints = ({ points }: ActionRow, withRepo: boolean): number =>
  withRepo ? points.organization : (points.repository ?? points.organization);

function Gain({ points }: { points: number }) {
  // A gain that rounds to 0.0 is not shown as zero.
  if (points < 0.05) return <span className="text-faint">{'< 0.1'}</span>;
  return <span className="font-medium text-clean">{formatSigned(points)}</span>;
}

const severityOf = (action: ActionRow) =>
  action.severity === null ? null : <SeverityMark severity={action.severity} compact />;

function Title({ action, withRepo }: { action: ActionRow; withRepo: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="flex w-3 shrink-0">{severityOf(action)}</span>
      <span className="min-w-0 py-1.5">
        <TextLink quiet href={pathOf(action.url)} className="block truncate font-medium" title={action.title}>
          {action.title}
        </TextLink>
        <span className="flex min-w-0 gap-1 text-12 text-faint">
          {withRepo ? <ActionWhere action={action} quiet /> : null}
          <span className="shrink-0">
            {withRepo ? '· ' : ''}
            {formatCount(action.open, 'finding')}
          </span>
        </span>
      </span>
    </span>
  );
}

/** The reasons without full stops, because they are joined in one line. */
const reasons = (action: ActionRow): string[] => action.why.map((reason) => reason.replace(/\.$/, ''));

function Why({ action }: { action: ActionRow }) {
  const [first = LANE_WORD[action.lane], ...rest] = reasons(action);
  return (
    <span title={[first, ...rest].join(' · ')}>
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
      header: withRepo ? 'Points overall' : 'Points here',
      numeric: true,
      width: '104px',
      cell: (row) => <span title={formatPoints(row)}>{<Gain points={shownPoints(row, withRepo)} />}</span>,
    },
    { id: 'effort', header: 'Effort', numeric: true, width: '76px', cell: (row) => formatEffort(row.effort_hours) },
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
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 pl-5 text-12 text-soft">
        <span>
          <Gain points={shownPoints(action, withRepo)} /> points {withRepo ? 'overall' : 'here'}
        </span>
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
  const router = useRouter();
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
