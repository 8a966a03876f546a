'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { SEVERITY_COLOR, SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import { formatCompact, formatDay } from '#lib/format.ts';
import { AXIS, DayBar, dayTicks, EndLabel, Reading } from './plot-parts.tsx';
import type { SeverityDay } from './types.ts';
import { isWeekly, occurring, severityBars } from './weekly.ts';

/** Room at the right for the names of the series, beside the newest bar. */
const LABELS = 56;

/** Loaded on demand: it brings the charting library. */
export default function SeverityBarsPlot({ days, height }: { days: readonly SeverityDay[]; height: number }) {
  const bars = severityBars(days);
  const data = bars.map(({ day, counts, partial }) => ({ day, partial: partial === true, ...counts }));
  const partialDay = bars.find((one) => one.partial === true)?.day ?? null;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <BarChart data={data} barCategoryGap="18%" margin={{ top: 8, right: LABELS, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--n-6)" />
        <XAxis
          dataKey="day"
          {...AXIS}
          ticks={dayTicks(bars)}
          tickFormatter={(day) => formatDay(String(day))}
          minTickGap={24}
        />
        <YAxis width={36} {...AXIS} tickFormatter={(value) => formatCompact(Number(value))} allowDecimals={false} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--n-4)' }}
          content={(props) => <Reading {...props} partialDay={partialDay} weekly={isWeekly(days)} />}
        />
        {occurring(bars).map((severity) => (
          <Bar
            key={severity}
            dataKey={severity}
            name={SEVERITY_WORD[severity]}
            stackId="open"
            fill={SEVERITY_COLOR[severity]}
            shape={DayBar}
            isAnimationActive={false}
            label={(props) => <EndLabel {...props} last={bars.length - 1} text={SEVERITY_WORD[severity]} />}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
