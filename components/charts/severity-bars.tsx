'use client';

import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { SEVERITY_WORD, SeverityShape } from '#components/ui/severity-mark.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { ChartFrame } from './chart-frame.tsx';
import type { SeverityDay } from './types.ts';
import { occurring } from './weekly.ts';
import { WhenNear } from './when-near.tsx';

const HEIGHT = 220;

const Plot = dynamic(() => import('./severity-bars-plot.tsx'), {
  ssr: false,
  loading: () => <BlockSkeleton height={HEIGHT} label="Loading the chart" />,
});

export interface SeverityBarsProps {
  title: ReactNode;
  note?: ReactNode;
  days: readonly SeverityDay[];
  fileName?: string;
}

/** Open findings by severity over days or weeks: critical at the bottom, a gap where nothing is known, today dotted. */
export function SeverityBars({ title, note, days, fileName = 'open-by-severity' }: SeverityBarsProps) {
  const rows = days.map((one) => [one.day, ...SEVERITIES.map((severity) => one.counts?.[severity] ?? null)]);
  return (
    <ChartFrame
      title={title}
      note={note}
      fileName={fileName}
      table={{ head: ['Day', ...SEVERITIES.map((severity) => SEVERITY_WORD[severity])], rows }}
      legend={
        <ul aria-label="From the bottom up" className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-soft">
          {occurring(days).map((severity) => (
            <li key={severity} className="flex items-center gap-1.5">
              <SeverityShape severity={severity} />
              {SEVERITY_WORD[severity]}
            </li>
          ))}
        </ul>
      }
    >
      <WhenNear height={HEIGHT}>
        <Plot days={days} height={HEIGHT} />
      </WhenNear>
    </ChartFrame>
  );
}
