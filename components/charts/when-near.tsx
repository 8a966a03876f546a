'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';

export interface WhenNearProps {
  height: number;
  /** What is in it may be higher. */
  grows?: boolean;
  label?: string;
  children: ReactNode;
}

/** So far below the view it is begun. */
const AHEAD = '600px 0px';

/** Reserves space, and shows what belongs there when it is scrolled near the view: code, or data, that not everybody wants. */
export function WhenNear({ height, grows = false, label = 'Loading the chart', children }: WhenNearProps) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return (
    <div ref={place} style={grows ? { minHeight: height } : { height }} className="min-w-0">
      {near ? children : <BlockSkeleton height={height} label={label} />}
    </div>
  );
}
