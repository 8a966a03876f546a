'use client';

import { type ReactNode, useState } from 'react';

export interface MoreListProps<T> {
  items: readonly T[];
  limit: number;
  itemKey: (item: T, index: number) => string;
  render: (item: T) => ReactNode;
  /** "locations". */
  noun: string;
  className?: string;
}

/** The first few of a list; the others when asked for. */
export function MoreList<T>({ items, limit, itemKey, render, noun, className }: MoreListProps<T>) {
  const [all, setAll] = useState(false);
  // A button for one more row would take as much space as the row.
  const cut = items.length > limit + 1 && !all;
  return (
    <>
      <ul className={className}>
        {items.slice(0, cut ? limit : items.length).map((item, index) => (
          <li
            key={itemKey(item, index)}
            className="min-w-0 [contain-intrinsic-size:auto_36px] [content-visibility:auto]"
          >
            {render(item)}
          </li>
        ))}
      </ul>
      {cut ? (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="touch-target mt-2 rounded-[3px] text-13 text-accent hover:underline"
        >
          Show all {items.length} {noun}
        </button>
      ) : null}
    </>
  );
}
