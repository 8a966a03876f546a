'use client';

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { Link } from '#components/ui/link.tsx';
import { formatDate, formatDay } from '#lib/format.ts';
import type { PlotStep } from './time-plot-shape.ts';
import { type Frame, frameOf, type PlotFacts, stepWidth, TimePlotSvg } from './time-plot-svg.tsx';

export interface TimePlotProps extends PlotFacts {
  /** What it shows, in a sentence. */
  label: string;
  height: number;
  /** What changed in a step; null: nothing is known of it. */
  hrefOf: (step: number) => string;
}

/** Before the browser has measured it. */
const WIDTH = 620;

function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDTH);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const wide = Math.floor(entry?.contentRect.width ?? 0);
      // What is not shown has no width, and nothing to be drawn in.
      if (wide > 0) setWidth(wide);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [place, width];
}

/** `16 Nov 2026`, or `10 Nov to 16 Nov 2026`. */
export function stepName({ from, to, provisional }: PlotStep): string {
  const name = from === to ? formatDate(to) : `${formatDay(from)} to ${formatDate(to)}`;
  return provisional ? `${name}, so far` : name;
}

/** All that is known of a step, as lines of name and value. */
function readingOf(
  { series, steps, format, notes }: PlotFacts,
  step: number,
): { key: string; name: string; value: string }[] {
  const at = steps[step];
  const rows = series.map(({ key, label, values }) => {
    const value = values[step] ?? null;
    return { key, name: label, value: value === null ? 'not known' : format(value) };
  });
  const known = rows.some(({ value }) => value !== 'not known');
  const said = notes.filter((note) => note.at === step).map(({ text }) => ({ key: text, name: text, value: '' }));
  return [...(known || at === undefined ? rows : [{ key: '', name: 'Not known', value: '' }]), ...said];
}

function Reading({ facts, step, frame }: { facts: PlotFacts; step: number; frame: Frame }) {
  const at = facts.steps[step];
  if (at === undefined) return null;
  const x = frame.left + (step + 0.5) * stepWidth(frame, facts.steps);
  const side = x > frame.width / 2 ? { right: frame.width - x + 10 } : { left: x + 10 };
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute top-0 z-10 max-w-64 rounded-control bg-ink px-2.5 py-1.5 text-12 text-ground"
      style={side}
    >
      <p className="font-medium">{stepName(at)}</p>
      {readingOf(facts, step).map(({ key, name, value }) => (
        <p key={key} className="flex justify-between gap-4">
          <span>{name}</span>
          <span className="whitespace-nowrap tabular-nums">{value}</span>
        </p>
      ))}
      <p className="mt-1 opacity-75">Open: what changed then</p>
    </div>
  );
}

const KEYS: Record<string, (step: number, last: number) => number> = {
  ArrowLeft: (step) => Math.max(0, step - 1),
  ArrowRight: (step, last) => Math.min(last, step + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * A chart over time. Pointing at a step, or going through them with the arrow keys, reads all series; each step leads to
 * what changed then.
 */
export function TimePlot({ label, height, hrefOf, ...facts }: TimePlotProps) {
  const [place, width] = useWidth();
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  const frame = frameOf(facts, width, height);
  const last = facts.steps.length - 1;
  const wide = stepWidth(frame, facts.steps);
  const step = Math.min(active ?? last, last);
  const read = (event: PointerEvent<HTMLDivElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setActive(Math.max(0, Math.min(last, Math.floor((x - frame.left) / wide))));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = KEYS[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setActive(next(step, last));
  };
  const at = facts.steps[step];
  const words = readingOf(facts, step).map(({ name, value }) => `${name} ${value}`.trim());
  return (
    <div
      ref={place}
      className="relative touch-pan-y overflow-hidden"
      style={{ height }}
      onPointerMove={read}
      onPointerDown={read}
      onPointerLeave={() => setActive(null)}
    >
      <TimePlotSvg
        facts={facts}
        frame={frame}
        id={`hatch${id.replaceAll(/[^\w-]/g, '')}`}
        label={label}
        active={active}
      />
      {at === undefined ? null : (
        <Link
          href={hrefOf(step)}
          aria-label={`${stepName(at)}: ${words.join(', ')}. What changed then`}
          className="absolute rounded-[3px] focus-visible:outline-offset-0"
          style={{
            left: frame.left + step * wide,
            width: wide,
            top: frame.top,
            height: frame.bottom - frame.top,
          }}
          onKeyDown={onKeyDown}
          onFocus={() => setActive(step)}
          onBlur={() => setActive(null)}
        />
      )}
      <span aria-live="polite" className="sr-only">
        {active === null || at === undefined ? '' : `${stepName(at)}: ${words.join(', ')}`}
      </span>
      {active === null ? null : <Reading facts={facts} step={step} frame={frame} />}
    </div>
  );
}
