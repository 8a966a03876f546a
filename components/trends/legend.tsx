import type { PlotNote } from '#components/charts/time-plot-svg.tsx';
import type { Plotted } from './series.ts';

function Swatch({ kind, color, dash }: { kind: Plotted['kind']; color: string; dash?: string | undefined }) {
  if (kind === 'bars')
    return <span aria-hidden className="size-3 shrink-0 rounded-[3px]" style={{ backgroundColor: color }} />;
  return (
    <svg aria-hidden="true" viewBox="0 0 22 8" className="h-2 w-[22px] shrink-0">
      <path d="M1 4h20" stroke={color} strokeWidth="2" strokeDasharray={dash} />
    </svg>
  );
}

const isMissing = ({ steps }: Plotted): boolean => steps.some(({ missing }) => missing);
/** What is not over is drawn. */
const isRunning = ({ steps, series }: Plotted): boolean =>
  steps.some(
    ({ provisional }, step) =>
      provisional && series.some(({ values, over }) => over !== true && (values[step] ?? null) !== null),
  );

/** What is what in a chart: its series, its patterns, and on which days the meaning of it changed. */
export function Legend({ plot, notes }: { plot: Plotted; notes: readonly PlotNote[] }) {
  const { kind, series } = plot;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-soft">
      {series.length < 2
        ? null
        : series.map(({ key, label, color, dash }) => (
            <li key={key} className="flex min-w-0 items-center gap-1.5">
              <Swatch kind={kind} color={color} dash={dash} />
              <span className="min-w-0 [overflow-wrap:anywhere]">{label}</span>
            </li>
          ))}
      {isMissing(plot) ? (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className="hatch size-3 rounded-[3px] border border-line-strong" />
          not known
        </li>
      ) : null}
      {isRunning(plot) ? <li>dotted: not over yet</li> : null}
      {notes.map(({ at, text }) => (
        <li key={`${at} ${text}`} className="flex items-center gap-1.5">
          <span aria-hidden className="text-accent">
            ▼
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}
