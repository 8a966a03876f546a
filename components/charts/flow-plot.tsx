'use client';

import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatCompact, formatDay } from '#lib/format.ts';
import { AXIS, DayBar, dayTicks, Reading } from './plot-parts.tsx';
import type { FlowDay } from './types.ts';
import { flowBars, isWeekly } from './weekly.ts';

/** Loaded on demand: it brings the charting library. */
export default function FlowPlot({ days, height }: { days: readonly FlowDay[]; height: number }) {
  const bars = flowBars(days);
  const data = bars.map((one) => ({
    day: one.day,
    partial: one.partial === true,
    introduced: one.introduced,
    fixed: one.fixed === null ? null : -one.fixed,
  }));
  const partialDay = bars.find((one) => one.partial === true)?.day ?? null;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <BarChart data={data} stackOffset="sign" barCategoryGap="24%" margin={{ top: 8, right: 56, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--n-6)" />
        <XAxis
          dataKey="day"
          {...AXIS}
          ticks={dayTicks(bars)}
          tickFormatter={(day) => formatDay(String(day))}
          minTickGap={24}
        />
        <YAxis
          width={36}
          {...AXIS}
          tickFormatter={(value) => formatCompact(Math.abs(Number(value)))}
          allowDecimals={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--n-4)' }}
          content={(props) => <Reading {...props} partialDay={partialDay} weekly={isWeekly(days)} />}
        />
        <Bar dataKey="fixed" name="Fixed" stackId="flow" fill="var(--n-8)" shape={DayBar} isAnimationActive={false} />
        <Bar
          dataKey="introduced"
          name="Introduced"
          stackId="flow"
          fill="var(--n-12)"
          shape={DayBar}
          isAnimationActive={false}
        />
        <ReferenceLine y={0} stroke="var(--n-9)" />
      </BarChart>
    </ResponsiveContainer>
  );
}
