'use client';

import type { BarShapeProps, TooltipContentProps } from 'recharts';
import { formatDay, formatNumber } from '#lib/format.ts';

/** Shared styles of charts with axes. */
export const AXIS = {
  tick: { fill: 'var(--n-10)', fontSize: 12 },
  tickLine: false,
  axisLine: false,
} as const;

/** A bar of a day that is not over is an outline, dotted. */
export function DayBar({ x, y, width, height, fill, payload }: BarShapeProps) {
  const partial = isPartial(payload);
  const top = Math.min(Number(y), Number(y) + Number(height));
  const size = Math.abs(Number(height));
  if (size === 0) return null;
  if (!partial) return <rect x={x} y={top} width={width} height={Math.max(size - 1, 0.5)} fill={fill} rx={1} />;
  return (
    <rect
      x={Number(x) + 0.75}
      y={top + 0.5}
      width={Math.max(Number(width) - 1.5, 1)}
      height={Math.max(size - 1.5, 0.5)}
      fill={fill}
      fillOpacity={0.25}
      stroke={fill}
      strokeWidth={1.5}
      strokeDasharray="2 2"
    />
  );
}

function isPartial(payload: unknown): boolean {
  return typeof payload === 'object' && payload !== null && 'partial' in payload && payload.partial === true;
}

interface Place {
  x?: number | string | undefined;
  y?: number | string | undefined;
  width?: number | string | undefined;
  height?: number | string | undefined;
  index?: number | undefined;
}

/** Names a series beside its newest bar, where that is high enough for a line of text. */
export function EndLabel({ x, y, width, height, index, last, text }: Place & { last: number; text: string }) {
  if (index !== last || Math.abs(Number(height)) < 11) return <g />;
  return (
    <text
      x={Number(x) + Number(width) + 6}
      y={Number(y) + Number(height) / 2}
      dy="0.35em"
      fontSize={12}
      fill="var(--n-11)"
    >
      {text}
    </text>
  );
}

export interface ReadingProps extends TooltipContentProps {
  partialDay: string | null;
  /** Bars stand for weeks, named by their last day. */
  weekly: boolean;
}

/** Reads all series of the bar under the pointer. */
export function Reading({ active, payload, label, partialDay, weekly }: ReadingProps) {
  if (!active || payload.length === 0) return null;
  return (
    <div className="rounded-control bg-ink px-2.5 py-1.5 text-12 text-ground">
      <p className="font-medium">
        {weekly ? 'Week to ' : ''}
        {formatDay(String(label))}
        {label === partialDay ? ' so far' : ''}
      </p>
      {[...payload].reverse().map((entry) => (
        <p key={String(entry.name)} className="flex justify-between gap-4">
          <span>{String(entry.name)}</span>
          <span className="tabular-nums">{formatNumber(Math.abs(Number(entry.value ?? 0)))}</span>
        </p>
      ))}
    </div>
  );
}

/** Which days get a label: first, last, and some between. */
export function dayTicks(days: readonly { day: string }[], wanted = 5): string[] {
  const step = Math.max(1, Math.ceil((days.length - 1) / Math.max(wanted - 1, 1)));
  return days.filter((_, index) => index % step === 0).map((one) => one.day);
}
