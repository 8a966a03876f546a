import { CATEGORY_SHORT } from '#components/ui/category-words.ts';
import { useNow } from '#components/ui/clock.tsx';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GridCell, GridRow } from '#lib/contracts/coverage.ts';
import { formatAge } from '#lib/format.ts';
import { StateMark } from './state-mark.tsx';
import { cellWords, GAPS, todoOf } from './words.ts';

const COLUMNS = 'grid w-max grid-cols-[repeat(6,68px)] gap-1';

/** The heads of the squares, in a table; on a phone each square has its own. */
export function GridHeads() {
  return (
    <span className={COLUMNS}>
      {CATEGORY_SHORT.map(([word, short]) => (
        <abbr key={word} title={word} className="pl-1.5 no-underline">
          {short}
        </abbr>
      ))}
    </span>
  );
}

/** What stands in a square beside its shape: how old, or which state. */
function shortWord({ state, last_success_at: at }: GridCell, now: number): string {
  switch (state) {
    case 'fresh':
    case 'stale':
      return at === null ? state : formatAge(at, now);
    case 'never':
    case 'failed':
    case 'held':
      return state;
    case 'exempt':
      return '';
  }
}

function Square({ cell, now }: { cell: GridCell; now: number }) {
  const words = cellWords(cell, now);
  return (
    <Link
      href={cell.url}
      title={words}
      className={cn(
        'touch-target flex h-7 items-center gap-1 rounded-[5px] border px-1.5 text-12 tabular-nums transition-colors hover:bg-hover',
        cell.state === 'fresh' ? 'text-soft' : 'text-ink',
        cell.state === 'exempt' && 'border-transparent',
      )}
    >
      <StateMark state={cell.state} />
      <span aria-hidden className="truncate">
        {shortWord(cell, now)}
      </span>
      <span className="sr-only">{words}</span>
    </Link>
  );
}

/** The categories of a repository, in one fixed order. */
export function Squares({ row, phone = false }: { row: GridRow; phone?: boolean }) {
  const now = useNow();
  return (
    <ul className={phone ? 'grid grid-cols-3 gap-x-2 gap-y-1.5' : COLUMNS}>
      {row.cells.map((cell, place) => (
        <li key={cell.category} className="min-w-0">
          {phone ? (
            <span aria-hidden className="text-12 text-faint">
              {CATEGORY_SHORT[place]?.[0]}
            </span>
          ) : null}
          <Square cell={cell} now={now} />
        </li>
      ))}
    </ul>
  );
}

/** What closes the gap that should be closed first. */
export function Todo({ row }: { row: GridRow }) {
  const first = GAPS.flatMap((state) => row.cells.filter((cell) => cell.state === state))[0];
  const words = first === undefined ? null : todoOf(first);
  if (first === undefined || words === null) return <span className="text-faint">nothing is missing</span>;
  return (
    <TextLink href={first.url} className="block whitespace-normal py-1">
      {words}
    </TextLink>
  );
}
