'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';

/** Reserves a chart's space and draws it when it is scrolled near the view, because the charting library is large. */
export function WhenNear({ height, children }: { height: number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null || near) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) setNear(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [near]);
  return (
    <div ref={place} style={{ height }}>
      {near ? children : <BlockSkeleton height={height} label="Loading the chart" />}
    </div>
  );
}
