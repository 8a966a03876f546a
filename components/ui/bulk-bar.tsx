'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatNumber } from '#lib/format.ts';
import { IconButton } from './button.tsx';

export interface BulkBarProps {
  count: number;
  /** In place of "3 selected". */
  words?: string;
  onClear: () => void;
  /** Buttons that act on what is selected. */
  children: ReactNode;
}

/** Slides in at the bottom while something is selected. On a phone all of it is in view, in as many lines as that takes. */
export function BulkBar({ count, words, onClear, children }: BulkBarProps) {
  return (
    <div aria-live="polite" className="pointer-events-none fixed inset-x-0 bottom-4 z-30 flex justify-center px-3">
      {count === 0 ? null : (
        <div className="pointer-events-auto flex max-w-full animate-slide-up items-center gap-2 rounded-card bg-raised py-2 pr-2 pl-4 shadow-layer max-sm:w-full max-sm:flex-wrap max-sm:gap-y-2.5 sm:overflow-x-auto">
          <span className="mr-2 whitespace-nowrap text-13 max-sm:-order-2 max-sm:grow max-sm:basis-3/4">
            {words ?? `${formatNumber(count)} selected`}
          </span>
          {children}
          <IconButton label="Clear selection" size="icon-sm" className="max-sm:-order-1" onClick={onClear}>
            <X aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
