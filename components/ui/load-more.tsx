'use client';

import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';

export interface LoadMoreProps {
  hasMore: boolean;
  busy: boolean;
  onLoadMore: () => void;
  /** Loads by itself when it comes near the view; the button stays for the keyboard. */
  auto?: boolean;
  /** "Load 100 more findings". */
  label?: string;
  /** Said when there is nothing more: "All 412 findings shown". */
  endLabel?: string;
}

export function LoadMore({ hasMore, busy, onLoadMore, auto = false, label = 'Load more', endLabel }: LoadMoreProps) {
  const anchor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = anchor.current;
    if (!auto || !hasMore || busy || element === null) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onLoadMore();
      },
      { rootMargin: '600px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [auto, hasMore, busy, onLoadMore]);
  if (!hasMore) {
    return endLabel === undefined ? null : <p className="py-4 text-center text-12 text-faint">{endLabel}</p>;
  }
  return (
    <div ref={anchor} className="flex justify-center py-4">
      <Button onClick={onLoadMore} busy={busy}>
        {label}
      </Button>
    </div>
  );
}
