import { formatDay } from '#lib/format.ts';
import {
  extentOf,
  labelledSteps,
  missingSpans,
  type PlotKind,
  type PlotSeries,
  type PlotStep,
  runsOf,
  type Scale,
  scaleOf,
  spread,
  stackOf,
} from './time-plot-shape.ts';

export interface PlotNote {
  /** Its step. */
  at: number;
  text: string;
}

export interface PlotFacts {
  kind: PlotKind;
  steps: readonly PlotStep[];
  series: readonly PlotSeries[];
  /** Whole numbers alone are on its axis. */
  counts: boolean;
  /** As the axis writes a value. */
  format: (value: number) => string;
  notes: readonly PlotNote[];
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

const LABELS = 124;
/** Narrower ones have their legend below alone. */
const ROOM_FOR_LABELS = 480;
const LABEL_APART = 14;
const DAY_ROOM = 64;

/** Where the plot lies within its picture. */
export function frameOf({ kind, series }: PlotFacts, width: number, height: number): Frame {
  const named = kind === 'lines' && series.length > 1 && width >= ROOM_FOR_LABELS;
  return { left: 44, right: width - (named ? LABELS : 8), top: 10, bottom: height - 24, width, height };
}

export const stepWidth = ({ left, right }: Frame, steps: readonly unknown[]): number =>
  (right - left) / Math.max(1, steps.length);

interface Placed {
  facts: PlotFacts;
  frame: Frame;
  scale: Scale;
  x: (step: number) => number;
  y: (value: number) => number;
}

const TEXT = { fontSize: 12, fill: 'var(--n-10)' } as const;

function Axes({ facts, frame, scale, x, y }: Placed) {
  const shown = labelledSteps(facts.steps.length, Math.floor((frame.right - frame.left) / DAY_ROOM));
  return (
    <g>
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={frame.left}
            x2={frame.right}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? 'var(--n-8)' : 'var(--n-6)'}
          />
          <text x={frame.left - 6} y={y(tick)} dy="0.35em" textAnchor="end" {...TEXT}>
            {facts.format(Math.abs(tick))}
          </text>
        </g>
      ))}
      {shown.map((step) => (
        <text
          key={step}
          x={x(step)}
          y={frame.bottom + 17}
          textAnchor={x(step) + 24 > frame.width ? 'end' : x(step) < 24 ? 'start' : 'middle'}
          {...TEXT}
        >
          {formatDay(facts.steps[step]?.to ?? '')}
        </text>
      ))}
    </g>
  );
}

/** What is not known: hatched from top to bottom, as everywhere. */
function Missing({ facts, frame, x, id }: Placed & { id: string }) {
  const half = stepWidth(frame, facts.steps) / 2;
  return (
    <g>
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" fill="var(--hatch-ground)" />
          <line x1="0" x2="0" y1="0" y2="6" stroke="var(--hatch-line)" strokeWidth="2" />
        </pattern>
      </defs>
      {missingSpans(facts.steps).map(([first, last]) => (
        <rect
          key={first}
          x={x(first) - half}
          width={x(last) - x(first) + 2 * half}
          y={frame.top}
          height={frame.bottom - frame.top}
          fill={`url(#${id})`}
          opacity="0.7"
        />
      ))}
    </g>
  );
}

function Bars({ facts, frame, x, y }: Placed) {
  const width = Math.max(1, stepWidth(frame, facts.steps) * 0.76);
  return (
    <g>
      {facts.steps.map((step, index) =>
        stackOf(facts.series, index).map(({ series, from, to }) => {
          const [top, bottom] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
          const height = Math.max(bottom - top - 1, 0.75);
          const place = { x: x(index) - width / 2, y: top, width, height, rx: 1, fill: series.color };
          return step.provisional ? (
            <rect
              key={series.key}
              {...place}
              fillOpacity="0.3"
              stroke={series.color}
              strokeWidth="1.25"
              strokeDasharray="2 2"
            />
          ) : (
            <rect key={series.key} {...place} />
          );
        }),
      )}
    </g>
  );
}

const pathOf = (points: readonly [number, number][]): string => {
  const [first] = points;
  if (first !== undefined && points.length === 1) return `M${first[0].toFixed(1)} ${first[1].toFixed(1)}h0`;
  return `M${points.map(([px, py]) => `${px.toFixed(1)} ${py.toFixed(1)}`).join('L')}`;
};

function Lines({ facts, x, y }: Placed) {
  return (
    <g fill="none" strokeLinecap="round" strokeLinejoin="round">
      {/* The first series is the last to be drawn: nothing lies over it. */}
      {facts.series
        .toReversed()
        .map((one) =>
          runsOf(one, facts.steps).map(({ steps, provisional }) => (
            <path
              key={`${one.key} ${steps[0]} ${provisional}`}
              d={pathOf(steps.map((step) => [x(step), y(one.values[step] ?? 0)]))}
              stroke={one.color}
              strokeWidth={steps.length === 1 ? 5 : 1.75}
              strokeDasharray={steps.length === 1 ? undefined : provisional ? '0.5 4' : one.dash}
            />
          )),
        )}
    </g>
  );
}

/** Names beside the ends of lines, so that nobody has to go from a legend to a line and back. */
function EndLabels({ facts, frame, y }: Placed) {
  const ends = facts.series.flatMap((one) => {
    const last = one.values.findLast((value) => value !== null) ?? null;
    return last === null ? [] : [{ ...one, at: y(last) }];
  });
  const places = spread(
    ends.map(({ at }) => at),
    LABEL_APART,
    frame.bottom,
  );
  return (
    <g>
      {ends.map(({ key, label, color }, index) => (
        <text key={key} x={frame.right + 6} y={places[index]} dy="0.35em" fontSize={12} fill={color}>
          {label.length > 19 ? `${label.slice(0, 18)}…` : label}
        </text>
      ))}
    </g>
  );
}

/** Days on which what is measured changed its meaning. */
function Notes({ facts, frame, x }: Placed) {
  return (
    <g>
      {facts.notes.map(({ at, text }) => (
        <g key={`${at} ${text}`}>
          <title>{text}</title>
          <line
            x1={x(at)}
            x2={x(at)}
            y1={frame.top - 4}
            y2={frame.bottom}
            stroke="var(--accent)"
            strokeDasharray="3 3"
          />
          <path d={`M${x(at) - 4} ${frame.top - 9}h8l-4 6z`} fill="var(--accent)" />
        </g>
      ))}
    </g>
  );
}

/** A chart over time as a picture of its size: all of it is in the picture, so that it can be kept as one. */
export function TimePlotSvg({
  facts,
  frame,
  id,
  label,
  active,
}: {
  facts: PlotFacts;
  frame: Frame;
  id: string;
  label: string;
  active: number | null;
}) {
  const { steps, series, kind } = facts;
  const scale = scaleOf(...extentOf(kind, series, steps.length), facts.counts);
  const wide = stepWidth(frame, steps);
  const placed: Placed = {
    ...{ facts, frame, scale },
    x: (step) => frame.left + (step + 0.5) * wide,
    y: (value) => frame.bottom - ((value - scale.low) / (scale.high - scale.low)) * (frame.bottom - frame.top),
  };
  return (
    <svg
      role="img"
      aria-label={label}
      width={frame.width}
      height={frame.height}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      className="block max-w-full"
    >
      <Missing {...placed} id={id} />
      <Axes {...placed} />
      {active === null ? null : (
        <rect
          data-reading
          x={placed.x(active) - wide / 2}
          width={wide}
          y={frame.top}
          height={frame.bottom - frame.top}
          fill="var(--n-12)"
          opacity="0.08"
        />
      )}
      {kind === 'bars' ? <Bars {...placed} /> : <Lines {...placed} />}
      <Notes {...placed} />
      {frame.width - frame.right > 20 ? <EndLabels {...placed} /> : null}
    </svg>
  );
}
