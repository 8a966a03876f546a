import { pathOf } from '#components/queries/addresses.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import type { CadenceCell, CadenceDayView } from '#lib/contracts/cadence.ts';
import type { CadenceDayState } from '#lib/domain/stream/cadence-days.ts';
import { cadenceDaysWords, cadenceDayWords } from './cadence-words.ts';

/** Reports of a day from which on it is drawn as dark as that. */
const STEPS: readonly [from: number, look: string][] = [
  [6, 'bg-ink'],
  [2, 'bg-soft'],
  [1, 'bg-shape'],
];

function lookOf({ state, reports }: Pick<CadenceDayView, 'state' | 'reports'>): string {
  switch (state) {
    case 'reported':
      return STEPS.find(([from]) => (reports ?? 0) >= from)?.[1] ?? 'bg-shape';
    case 'missed':
      return 'broken border border-failed';
    case 'none':
      return 'border border-line';
    case 'unknown':
      return 'hatch';
  }
}

/** The shape of a state of a day. */
export function DayMark({ state }: { state: CadenceDayState }) {
  return <span aria-hidden className={cn('size-3.5 shrink-0 rounded-[3px]', lookOf({ state, reports: 2 }))} />;
}

/** The days of a category, the oldest first; it leads to its reports. */
function Strip({ cell, days }: { cell: CadenceCell; days: readonly CadenceDayView[] }) {
  return (
    <Link
      href={pathOf(cell.url)}
      className="touch-target grid min-h-6 grid-cols-[88px_minmax(0,1fr)] items-center gap-2 rounded-[5px] text-12 hover:bg-hover"
    >
      <span className="truncate text-soft">{CATEGORY_TITLE[cell.category]}</span>
      <span aria-hidden className="grid grid-flow-col gap-px">
        {days.map((day) => (
          <span key={day.day} title={cadenceDayWords(day)} className={cn('h-4 rounded-[2px]', lookOf(day))} />
        ))}
      </span>
      <span className="sr-only">{cadenceDaysWords(days)}</span>
    </Link>
  );
}

/** A line of days for each category that a pipeline reports. */
export function DayStrips({ cells }: { cells: readonly CadenceCell[] }) {
  const lines = cells.flatMap((cell) => (cell.days === null ? [] : [{ cell, days: cell.days }]));
  return (
    <ul className="min-w-0 py-1">
      {lines.map(({ cell, days }) => (
        <li key={cell.category}>
          <Strip cell={cell} days={days} />
        </li>
      ))}
    </ul>
  );
}
