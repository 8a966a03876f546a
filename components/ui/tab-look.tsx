import { cn } from './cn.ts';

/** The line that tabs stand on: it scrolls by itself where they do not fit. */
export const TAB_BAR = 'relative flex gap-x-5 overflow-x-auto overflow-y-hidden border-b [scrollbar-width:thin]';

const TAB =
  '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-13 text-soft transition-colors hover:text-ink focus-visible:outline-offset-[-2px] pointer-coarse:h-11';

/** What a tab looks like, whether it is a link, a button or one of Radix; the open one by what says that it is. */
export const tabClass = (className?: string): string =>
  cn(
    TAB,
    'aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink',
    'aria-pressed:border-ink aria-pressed:font-medium aria-pressed:text-ink',
    'data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink',
    className,
  );

/** How many there are behind a tab; nothing while that is not known. */
export function TabCount({ count }: { count: number | string | null | undefined }) {
  if (count === null || count === undefined) return null;
  return <span className="font-normal text-12 text-faint tabular-nums">{count}</span>;
}
