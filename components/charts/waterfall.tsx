'use client';

import type { ReactNode } from 'react';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { formatNumber } from '#lib/format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { paint } from './tone.tsx';
import type { Tone } from './types.ts';

export interface LostPoints {
  key: string;
  label: string;
  /** Points lost, above 0. */
  points: number;
  tone: Tone;
  /** "3 findings in 2 repositories". */
  detail?: string;
  href?: string;
}

export interface WaterfallProps {
  title: ReactNode;
  note?: ReactNode;
  /** Where the points went, in the order they are taken off. */
  lost: readonly LostPoints[];
  fileName?: string;
  legend?: ReactNode;
}

function Bar({ item, from, scale }: { item: LostPoints; from: number; scale: number }) {
  const { className, style } = paint(item.tone);
  const left = (from / scale) * 100;
  const width = (item.points / scale) * 100;
  return (
    <span className="relative block h-4 w-full">
      <span
        className={cn('absolute inset-y-0 rounded-[3px]', className)}
        style={{ ...style, left: `${left}%`, width: `max(3px, ${width}%)` }}
      />
      {/* Connects the end of this bar with the start of the next. */}
      <span
        aria-hidden
        className="absolute top-4 h-3 w-px bg-line-strong"
        style={{ left: `min(${left + width}%, 100% - 1px)` }}
      />
    </span>
  );
}

function Label({ item }: { item: LostPoints }) {
  const words = (
    <>
      <span className="block break-words text-13">{item.label}</span>
      {item.detail === undefined ? null : <span className="block break-words text-12 text-faint">{item.detail}</span>}
    </>
  );
  if (item.href === undefined) return <span className="min-w-0">{words}</span>;
  return (
    <Link href={item.href} className="min-w-0 rounded-[3px] hover:text-accent">
      {words}
    </Link>
  );
}

/** Where the points went: each bar starts where the one above it ended. */
export function Waterfall({ title, note, lost, fileName = 'points-lost', legend }: WaterfallProps) {
  const total = lost.reduce((sum, item) => sum + item.points, 0);
  const starts = lost.map((_, index) => lost.slice(0, index).reduce((sum, item) => sum + item.points, 0));
  return (
    <ChartFrame
      title={title}
      note={note}
      fileName={fileName}
      legend={legend}
      table={{
        head: ['Reason', 'Points lost', 'Detail'],
        rows: [...lost.map((item) => [item.label, item.points, item.detail ?? '']), ['Total', total, '']],
      }}
    >
      <ol className="flex flex-col">
        {lost.map((item, index) => (
          <li
            key={item.key}
            className="grid grid-cols-[minmax(88px,2fr)_3fr_40px] items-center gap-x-3 border-line border-b py-1 last:border-b-0"
          >
            <Label item={item} />
            <Bar item={item} from={starts[index] ?? 0} scale={Math.max(total, 0.1)} />
            <span className="text-right font-medium text-13 tabular-nums">
              {formatNumber(item.points, 1)}
              <span className="sr-only"> points lost</span>
            </span>
          </li>
        ))}
      </ol>
    </ChartFrame>
  );
}
