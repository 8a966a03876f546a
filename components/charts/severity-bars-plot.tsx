'use client';

import { useId } from 'react';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { SEVERITY_COLOR, SEVERITY_WORD } from '#components/ui/severity-mark.tsx';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCompact, formatDay } from '#lib/format.ts';
import { AXIS, DayBar, dayTicks, Reading } from './plot-parts.tsx';
import { HatchPattern } from './tone.tsx';
import type { Annotation, SeverityDay } from './types.ts';

export interface SeverityBarsPlotProps {
  days: readonly SeverityDay[];
  annotations: readonly Annotation[];
  height: number;
}

/** Loaded on demand: it brings the charting library. */
export default function SeverityBarsPlot({ days, annotations, height }: SeverityBarsPlotProps) {
  const hatch = useId();
  const data = days.map(({ day, counts, partial }) => ({ day, partial: partial === true, ...counts }));
  const partialDay = days.find((one) => one.partial === true)?.day ?? null;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <BarChart data={data} barCategoryGap="18%" margin={{ top: 8, right: 0, bottom: 0, left: 0 }}>
        <defs>
          <HatchPattern id={hatch} />
        </defs>
        <CartesianGrid vertical={false} stroke="var(--n-6)" />
        <XAxis
          dataKey="day"
          {...AXIS}
          ticks={dayTicks(days)}
          tickFormatter={(day) => formatDay(String(day))}
          minTickGap={24}
        />
        <YAxis width={36} {...AXIS} tickFormatter={(value) => formatCompact(Number(value))} allowDecimals={false} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--n-4)' }}
          content={(props) => <Reading {...props} partialDay={partialDay} />}
        />
        {days
          .filter((one) => one.unmeasured === true)
          .map(({ day }) => (
            <ReferenceArea key={day} x1={day} x2={day} fill={`url(#${hatch})`} fillOpacity={1} ifOverflow="visible" />
          ))}
        {SEVERITIES.map((severity) => (
          <Bar
            key={severity}
            dataKey={severity}
            name={SEVERITY_WORD[severity]}
            stackId="open"
            fill={SEVERITY_COLOR[severity]}
            shape={DayBar}
            isAnimationActive={false}
          />
        ))}
        {annotations.map((mark) => (
          <ReferenceLine
            key={mark.day + mark.label}
            x={mark.day}
            stroke="var(--n-9)"
            label={{ value: mark.label, position: 'insideTopLeft', fill: 'var(--n-11)', fontSize: 12 }}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
