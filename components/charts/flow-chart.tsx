'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { ChartFrame } from './chart-frame.tsx';
import type { FlowDay } from './types.ts';
import { WhenNear } from './when-near.tsx';

const HEIGHT = 220;

const Plot = dynamic(() => import('./flow-plot.tsx'), {
  ssr: false,
  loading: () => <BlockSkeleton height={HEIGHT} label="Loading the chart" />,
});

export interface FlowChartProps {
  title: ReactNode;
  note?: ReactNode;
  days: readonly FlowDay[];
  fileName?: string;
}

/** Findings per day: introduced above the line, fixed below it. */
export function FlowChart({ title, note, days, fileName = 'introduced-and-fixed' }: FlowChartProps) {
  return (
    <ChartFrame
      title={title}
      note={note}
      fileName={fileName}
      table={{
        head: ['Day', 'Introduced', 'Fixed'],
        rows: days.map((one) => [one.day, one.introduced, one.fixed]),
      }}
      legend={
        <ul className="flex gap-4 text-12 text-soft">
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-3 rounded-[3px] bg-ink" />
            introduced, above the line
          </li>
          <li className="flex items-center gap-1.5">
            <span aria-hidden className="size-3 rounded-[3px] bg-control" />
            fixed, below it
          </li>
        </ul>
      }
    >
      <WhenNear height={HEIGHT}>
        <Plot days={days} height={HEIGHT} />
      </WhenNear>
    </ChartFrame>
  );
}
