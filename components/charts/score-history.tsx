'use client';

import { type PointerEvent, type ReactNode, useState } from 'react';
import { formatDay, formatNumber } from '#lib/format.ts';
import { ChartFrame } from './chart-frame.tsx';
import { scoreRange, scoreShape } from './score-path.ts';
import { ScoreLines } from './sparkline.tsx';
import type { Annotation, ScoreDay } from './types.ts';

export interface ScoreHistoryProps {
  title: ReactNode;
  note?: ReactNode;
  days: readonly ScoreDay[];
  annotations?: readonly Annotation[];
  /** Pixels; the plot's, without the day labels. */
  height?: number;
  fileName?: string;
}

const xOf = (index: number, count: number) => (count < 2 ? 100 : (index / (count - 1)) * 100);

/** Hatch hanging from 100: points that are lost only because nothing measures them. One area, so the pattern has no seams. */
function Unmeasured({ days, range: [low, high] }: { days: readonly ScoreDay[]; range: [number, number] }) {
  if (!days.some((day) => (day.unmeasured ?? 0) > 0)) return null;
  const half = 50 / Math.max(days.length - 1, 1);
  const steps = days.flatMap((day, index) => {
    const x = xOf(index, days.length);
    const y = Math.min(100, ((day.unmeasured ?? 0) / Math.max(high - low, 1)) * 100);
    return [`${Math.max(0, x - half)}% ${y}%`, `${Math.min(100, x + half)}% ${y}%`];
  });
  return (
    <span
      aria-hidden
      className="hatch absolute inset-0"
      style={{ clipPath: `polygon(0 0, ${steps.join(', ')}, 100% 0)` }}
    />
  );
}

function Marks({ days, annotations }: { days: readonly ScoreDay[]; annotations: readonly Annotation[] }) {
  return annotations.map((mark) => {
    const index = days.findIndex((day) => day.day === mark.day);
    if (index < 0) return null;
    const x = xOf(index, days.length);
    return (
      <span key={mark.day + mark.label} className="absolute inset-y-0 w-px bg-shape" style={{ left: `${x}%` }}>
        <span
          className="absolute top-0 max-w-32 truncate rounded-[3px] bg-ground px-1 text-12 text-soft"
          style={x > 60 ? { right: 4 } : { left: 4 }}
        >
          {mark.label}
        </span>
      </span>
    );
  });
}

function Reading({ day, x }: { day: ScoreDay; x: number }) {
  const unmeasured =
    day.unmeasured === undefined || day.unmeasured === 0 ? '' : ` · ${formatNumber(day.unmeasured, 1)} not measured`;
  const score = day.score === null ? 'not known' : formatNumber(day.score, 1);
  return (
    <span aria-hidden className="pointer-events-none absolute inset-y-0 w-px bg-shape" style={{ left: `${x}%` }}>
      <span
        className="absolute bottom-full mb-1 whitespace-nowrap rounded-control bg-ink px-2 py-1 text-12 text-ground"
        style={x > 50 ? { right: 0 } : { left: 0 }}
      >
        {formatDay(day.day)} · {score}
        {day.partial === true ? ' so far' : ''}
        {unmeasured}
      </span>
    </span>
  );
}

/** The score over days with its axis: gaps where nothing is known, hatch where nothing was measured, today dotted. */
export function ScoreHistory(props: ScoreHistoryProps) {
  const { title, note, days, annotations = [], height = 180, fileName = 'score' } = props;
  const [at, setAt] = useState<number | null>(null);
  const [low, high] = scoreRange(days);
  const read = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.round(((event.clientX - left) / width) * (days.length - 1)));
  };
  const day = at === null ? undefined : days[Math.max(0, Math.min(days.length - 1, at))];
  const rows = days.map((one) => [one.day, one.score, one.unmeasured ?? null]);
  return (
    <ChartFrame
      title={title}
      note={note}
      fileName={fileName}
      table={{ head: ['Day (UTC)', 'Score', 'Points not measured'], rows }}
    >
      <div className="grid grid-cols-[28px_1fr] gap-x-2 text-12 text-faint">
        <div aria-hidden className="flex flex-col justify-between text-right leading-none" style={{ height }}>
          <span>{high}</span>
          <span>{(low + high) / 2}</span>
          <span>{low}</span>
        </div>
        <div
          className="relative touch-pan-y"
          style={{ height }}
          onPointerMove={read}
          onPointerDown={read}
          onPointerLeave={() => setAt(null)}
        >
          {[0, 50, 100].map((y) => (
            <span key={y} aria-hidden className="absolute inset-x-0 h-px bg-line" style={{ top: `${y}%` }} />
          ))}
          <Unmeasured days={days} range={[low, high]} />
          <svg
            aria-hidden="true"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="absolute inset-0 size-full overflow-visible text-ink"
          >
            <ScoreLines shape={scoreShape(days, [low, high])} area />
          </svg>
          <Marks days={days} annotations={annotations} />
          {day === undefined ? null : <Reading day={day} x={xOf(days.indexOf(day), days.length)} />}
        </div>
        <span />
        <div aria-hidden className="mt-1.5 flex justify-between">
          <span>{days[0] === undefined ? '' : formatDay(days[0].day)}</span>
          <span>{days.length < 3 ? '' : formatDay(days[Math.floor(days.length / 2)]?.day ?? '')}</span>
          <span>{days[days.length - 1]?.partial === true ? 'today' : formatDay(days[days.length - 1]?.day ?? '')}</span>
        </div>
      </div>
    </ChartFrame>
  );
}
