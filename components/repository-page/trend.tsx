'use client';

import { FlowChart } from '#components/charts/flow-chart.tsx';
import { SeverityBars } from '#components/charts/severity-bars.tsx';
import { isWeekly } from '#components/charts/weekly.ts';
import { flowMessage, severityMessage } from '#components/shared/chart-messages.ts';
import type { TrendDay } from '#lib/contracts/repository.ts';

/** What was open at the end of each day, and what came and went; nothing is drawn before the first snapshot. */
export function Trend({ days }: { days: readonly TrendDay[] }) {
  const first = days.findIndex((one) => one.open !== null);
  // A single day is no trend.
  if (first === -1 || first >= days.length - 1) return null;
  const today = days.at(-1)?.day;
  const shown = days.slice(first).map((one) => ({ ...one, partial: one.day === today }));
  const open = shown.map(({ day, open: counts, partial }) => ({ day, counts, partial }));
  const flow = shown.map(({ day, introduced, fixed, partial }) => ({ day, introduced, fixed, partial }));
  const weekly = isWeekly(shown);
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      <SeverityBars
        title={severityMessage(open)}
        note={`Open by severity at the end of each ${weekly ? 'week' : 'day'}, by the severity of that day.`}
        days={open}
      />
      <FlowChart
        title={flowMessage(flow)}
        note={`In each ${weekly ? 'week' : 'day'}: first seen or seen again, and closed by a complete report.`}
        days={flow}
      />
    </div>
  );
}
