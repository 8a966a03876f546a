import type { ReactNode } from 'react';
import { CATEGORY_SHORT } from '#components/ui/category-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Link, type LinkProps } from '#components/ui/link.tsx';

const COLUMNS = 'grid w-max grid-cols-[repeat(6,68px)] gap-1';

/** The heads of the squares, in a table; on a phone each square has its own. */
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
export function SquareRow({ squares, phone = false }: { squares: readonly ReactNode[]; phone?: boolean }) {
  return (
    <ul className={phone ? 'grid grid-cols-3 gap-x-2 gap-y-1.5' : COLUMNS}>
      {CATEGORY_SHORT.map(([word], place) =>
        // In a table an empty place keeps the others below their heads.
        phone && squares[place] === null ? null : (
          <li key={word} className="min-w-0">
            {phone ? (
              <span aria-hidden className="text-12 text-faint">
                {word}
              </span>
            ) : null}
            {squares[place]}
          </li>
        ),
      )}
    </ul>
  );
}
