import type { ReactNode } from 'react';
import { CATEGORY_SHORT } from '#components/ui/category-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Link, type LinkProps } from '#components/ui/link.tsx';

const COLUMNS = 'grid w-max grid-cols-[repeat(6,68px)] gap-1';
/** Under 640 px in two lines, each square below its name. */
const BOTH = 'grid grid-cols-3 gap-x-2 gap-y-1.5 sm:w-max sm:grid-cols-[repeat(6,68px)] sm:gap-1';

/** The heads of the squares, in a table; under 640 px each square has its own. */
export function SquareHeads() {
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

interface SquareProps extends Pick<LinkProps, 'onClick' | 'aria-haspopup'> {
  href: string;
  /** All that is known of it: its title, and what a screen reader says. */
  words: string;
  mark: ReactNode;
  /** What stands beside the shape. */
  short: string;
  className?: string | false | undefined;
}

export function Square({ href, words, mark, short, className, ...opens }: SquareProps) {
  return (
    <Link
      {...opens}
      href={href}
      title={words}
      className={cn(
        'touch-target flex h-7 items-center gap-1 rounded-[5px] border px-1.5 text-12 tabular-nums transition-colors hover:bg-hover',
        className,
      )}
    >
      {mark}
      <span aria-hidden className="truncate">
        {short}
      </span>
      <span className="sr-only">{words}</span>
    </Link>
  );
}

/** A square for each category of the score, in one fixed order. */
export function SquareRow({ squares }: { squares: readonly ReactNode[] }) {
  return (
    <ul className={BOTH}>
      {CATEGORY_SHORT.map(([word], place) => (
        // In a table an empty place keeps the others below their heads.
        <li key={word} className={squares[place] === null ? 'max-sm:hidden' : 'min-w-0'}>
          <span aria-hidden className="text-12 text-faint sm:hidden">
            {word}
          </span>
          {squares[place]}
        </li>
      ))}
    </ul>
  );
}
