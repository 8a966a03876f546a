'use client';

import { type PointerEvent, type ReactNode, useState } from 'react';
import { formatDay, formatNumber } from '#lib/format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { scoreRange, scoreShape } from './score-path.ts';
import { ScoreLines } from './sparkline.tsx';
import type { ScoreDay } from './types.ts';

export interface ScoreHistoryProps {
  title: ReactNode;
  note?: ReactNode;
  days: readonly ScoreDay[];
  /** Pixels; the plot's, without the day labels. */
  height?: number;
  fileName?: string;
}

const xOf = (index: number, count: number) => (count < 2 ? 100 : (index / (count - 1)) * 100);

function Reading({ day, x }: { day: ScoreDay; x: number }) {
  const score = day.score === null ? 'not known' : formatNumber(day.score, 1);
  return (
    <span aria-hidden className="pointer-events-none absolute inset-y-0 w-px bg-shape" style={{ left: `${x}%` }}>
      <span
        className="absolute bottom-full mb-1 whitespace-nowrap rounded-control bg-ink px-2 py-1 text-12 text-ground"
        style={x > 50 ? { right: 0 } : { left: 0 }}
      >
        {formatDay(day.day)} · {score}
        {day.partial === true ? ' so far' : ''}
      </span>
    </span>
  );
}

/** The foot of an axis that does not begin at zero: torn, so that nobody takes a height for an amount. */
function TornFoot() {
  return (
    <svg aria-hidden="true" className="absolute inset-x-0 -bottom-1 h-2 w-full text-control">
      <defs>
        <pattern id="torn" width="12" height="8" patternUnits="userSpaceOnUse">
          <path d="M0 4l3 -3l6 6l3 -3" fill="none" stroke="currentColor" strokeWidth="1" />
        </pattern>
      </defs>
      <rect width="100%" height="8" fill="url(#torn)" />
    </svg>
  );
}

function Axis({ low, high, height }: { low: number; high: number; height: number }) {
  return (
    <div aria-hidden className="flex flex-col justify-between text-right leading-none" style={{ height }}>
      <span>{high}</span>
      <span>{(low + high) / 2}</span>
      <span>{low}</span>
    </div>
  );
}

function DayLabels({ days }: { days: readonly ScoreDay[] }) {
  const last = days[days.length - 1];
  return (
    <div aria-hidden className="mt-1.5 flex justify-between">
      <span>{days[0] === undefined ? '' : formatDay(days[0].day)}</span>
      <span>{days.length < 3 ? '' : formatDay(days[Math.floor(days.length / 2)]?.day ?? '')}</span>
      <span>{last?.partial === true ? 'today' : formatDay(last?.day ?? '')}</span>
    </div>
  );
}

/** The score over days with its axis: gaps where nothing is known, today dotted, the axis torn where it leaves zero out. */
export function ScoreHistory({ title, note, days, height = 180, fileName = 'score' }: ScoreHistoryProps) {
  const [at, setAt] = useState<number | null>(null);
  const [low, high] = scoreRange(days);
  const read = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.round(((event.clientX - left) / width) * (days.length - 1)));
  };
  const day = at === null ? undefined : days[Math.max(0, Math.min(days.length - 1, at))];
  const table = { head: ['Day', 'Score'], rows: days.map((one) => [one.day, one.score]) };
  return (
    <ChartFrame title={title} note={note} fileName={fileName} table={table}>
      <div className="grid grid-cols-[28px_1fr] gap-x-2 text-12 text-faint">
        <Axis low={low} high={high} height={height} />
        <div
          className="relative touch-pan-y"
          style={{ height }}
          onPointerMove={read}
          onPointerDown={read}
          onPointerLeave={() => setAt(null)}
        >
          {(low === 0 ? [0, 50, 100] : [0, 50]).map((y) => (
            <span key={y} aria-hidden className="absolute inset-x-0 h-px bg-line" style={{ top: `${y}%` }} />
          ))}
          {low === 0 ? null : <TornFoot />}
          <svg
            aria-hidden="true"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible text-ink"
          >
            {/* A filled area would stand for the amount, which a broken axis does not show. */}
            <ScoreLines shape={scoreShape(days, [low, high])} area={low === 0} />
          </svg>
          {day === undefined ? null : <Reading day={day} x={xOf(days.indexOf(day), days.length)} />}
        </div>
        <span />
        <DayLabels days={days} />
      </div>
    </ChartFrame>
  );
}
