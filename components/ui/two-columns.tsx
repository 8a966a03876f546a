import type { ReactNode } from 'react';

export interface TwoColumnsProps {
  /** What the column at the right holds, read aloud as its name. */
  label: string;
  /** At the right, where it stays in view; first on narrow screens. */
  aside: ReactNode;
  children: ReactNode;
}

/** A thing at the left, and what to know of it at the right. */
export function TwoColumns({ label, aside, children }: TwoColumnsProps) {
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_324px]">
      <aside
        aria-label={label}
        className="flex min-w-0 flex-col gap-4 self-start lg:sticky lg:top-[calc(var(--top-bar)+16px)] lg:col-start-2 lg:row-start-1"
      >
        {aside}
      </aside>
      <div className="flex min-w-0 flex-col gap-8 lg:col-start-1 lg:row-start-1">{children}</div>
    </div>
  );
}
