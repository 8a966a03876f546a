import { useAddress } from '#components/shared/use-address.ts';
import { useNow } from '#components/ui/clock.tsx';
import { cn } from '#components/ui/cn.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { GridCell, GridRow } from '#lib/contracts/coverage.ts';
import { formatAge } from '#lib/format.ts';
import { gapLink } from './snippet-dialog.tsx';
import { Square, SquareRow } from './squares.tsx';
import { StateMark } from './state-mark.tsx';
import { cellWords, GAPS, todoOf } from './words.ts';

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

/** The categories of a repository. */
export function Squares({ row }: { row: GridRow }) {
  const now = useNow();
  const [, change] = useAddress();
  return (
    <SquareRow
      squares={row.cells.map((cell) => (
        <Square
          key={cell.category}
          {...gapLink(row, cell, change)}
          href={cell.url}
          words={cellWords(cell, now)}
          mark={<StateMark state={cell.state} />}
          short={shortWord(cell, now)}
          className={cn(
            cell.state === 'fresh' ? 'text-soft' : 'text-ink',
            cell.state === 'exempt' && 'border-transparent',
          )}
        />
      ))}
    />
  );
}

/** What closes the gap that should be closed first. */
export function Todo({ row }: { row: GridRow }) {
  const [, change] = useAddress();
  const first = GAPS.flatMap((state) => row.cells.filter((cell) => cell.state === state))[0];
  const words = first === undefined ? null : todoOf(first);
  if (first === undefined || words === null) return <span className="text-faint">nothing is missing</span>;
  return (
    <TextLink {...gapLink(row, first, change)} href={first.url} className="block whitespace-normal py-1">
      {words}
    </TextLink>
  );
}
