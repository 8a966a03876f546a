import type { ReactNode } from 'react';
import { cn } from './cn.ts';

export interface CardProps {
  title?: ReactNode;
  /** Small words beside or below the title. */
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The content reaches the edges (a table). */
  flush?: boolean;
  className?: string;
}

export function Card({ title, note, actions, children, flush = false, className }: CardProps) {
  return (
    <section className={cn('min-w-0 rounded-card border', className)}>
      {title === undefined && actions === undefined ? null : (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-2.5 pb-1.5">
          <div className="min-w-0">
            <h2 className="font-semibold text-14">{title}</h2>
            {note === undefined ? null : <p className="text-12 text-faint">{note}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={flush ? '' : cn('px-4 pb-4', title === undefined && actions === undefined && 'pt-4')}>
        {children}
      </div>
    </section>
  );
}

/** Name and value pairs: the facts about one thing. */
export function Facts({
  items,
  className,
}: {
  items: readonly { name: string; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn('grid grid-cols-[minmax(96px,auto)_1fr] gap-x-4 gap-y-2 text-13', className)}>
      {items.map((item) => (
        <div key={item.name} className="contents">
          <dt className="text-faint">{item.name}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type MeasureState = 'unmeasured' | 'stale' | 'failed' | 'clean';

const MEASURES: readonly { state: MeasureState; word: string }[] = [
  { state: 'unmeasured', word: 'not measured' },
  { state: 'stale', word: 'stale' },
  { state: 'failed', word: 'failed' },
  { state: 'clean', word: 'clean' },
];

function Swatch({ state }: { state: MeasureState }) {
  const box = 'grid size-3 shrink-0 place-items-center rounded-[3px]';
  switch (state) {
    case 'unmeasured':
      return <span aria-hidden className={cn(box, 'hatch border border-line-strong')} />;
    case 'stale':
      return <span aria-hidden className={cn(box, 'hatch-over bg-shape')} />;
    case 'failed':
      return <span aria-hidden className={cn(box, 'broken')} />;
    case 'clean':
      return (
        <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0 text-clean">
          <path
            d="m2 6.5 2.75 2.75L10 3.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.75"
            strokeLinecap="round"
          />
        </svg>
      );
  }
}

/** Explains the patterns once, wherever they are used. */
export function HatchLegend({ show = ['unmeasured', 'stale', 'failed', 'clean'] }: { show?: readonly MeasureState[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-soft">
      {MEASURES.filter(({ state }) => show.includes(state)).map(({ state, word }) => (
        <li key={state} className="flex items-center gap-1.5">
          <Swatch state={state} />
          {word}
        </li>
      ))}
    </ul>
  );
}
