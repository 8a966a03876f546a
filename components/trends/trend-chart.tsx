'use client';

import { useQuery } from '@tanstack/react-query';
import { ChartFrame } from '#components/charts/chart-frame.tsx';
import { stepName, TimePlot } from '#components/charts/time-plot.tsx';
import { trendQuery } from '#components/queries/trends.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { cn } from '#components/ui/cn.ts';
import { Select } from '#components/ui/field.tsx';
import { useScope, useWithin } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { repositoryScope, withScope } from '#lib/contracts/scope-address.ts';
import type { TrendView } from '#lib/contracts/trend.ts';
import { ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import type { TrendMetric } from '#lib/domain/trend/metric.ts';
import { formatDay } from '#lib/format.ts';
import type { TrendFilters } from './filters.ts';
import { Legend } from './legend.tsx';
import { CHART_NAMES, trendMessage } from './messages.ts';
import { type Compared, comparedSeries, formatOf, type Plotted, plotted } from './series.ts';

const HEIGHT = 240;
/** Title, definition and legend stand around it: so much room is kept while it loads. */
export const CHART_ROOM = HEIGHT + 150;

export interface TrendChartProps {
  metric: TrendMetric;
  filters: TrendFilters;
  /** What the charts are of, where nothing is chosen. */
  whole: string;
  /** The series that is compared, of those that have several. */
  chosen: string | null;
  onChoose: (series: string) => void;
}

function tableOf({ steps, series }: Plotted, view: TrendView, hrefs: string[]) {
  return {
    head: [
      view.points.every(({ from, to }) => from === to) ? `Day (${view.time_zone})` : `Days (${view.time_zone})`,
      ...series.map(({ label }) => label),
    ],
    rows: steps.map((step, index) => [stepName(step), ...series.map(({ values }) => values[index] ?? null)]),
    hrefs,
    format: formatOf(view.unit),
  };
}

/** Each note at the step in which its day lies. */
function notesOf({ points, annotations }: TrendView) {
  return annotations.flatMap(({ day, text }) => {
    const at = points.findIndex(({ from, to }) => from <= day && day <= to);
    return at === -1 ? [] : [{ at, text: `${formatDay(day)}: ${text}` }];
  });
}

/** Chooses which series is compared, where the chart has several. */
function Chosen({ view, compared, onChoose }: ChosenProps) {
  return (
    <Select
      quiet
      aria-label={`What is compared in ${CHART_NAMES[view.metric]}`}
      className="mb-2 w-56"
      options={comparedSeries(view).map(({ name, label }) => ({ value: name, label }))}
      value={compared.name}
      onChange={({ target: { value } }) => onChoose(value)}
    />
  );
}

interface ChosenProps extends Pick<TrendChartProps, 'onChoose'> {
  view: TrendView;
  compared: Compared;
}

const fileNameOf = (words: string): string => words.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

function Chart({
  view,
  whole,
  chosen,
  onChoose,
}: { view: TrendView } & Pick<TrendChartProps, 'whole' | 'chosen' | 'onChoose'>) {
  const plot = plotted(view, whole, chosen);
  const { compared } = plot;
  const notes = notesOf(view);
  const title = trendMessage(view);
  // On the screen a field says it; a picture stands alone.
  const definition = compared === null ? view.definition : `${view.definition} Compared here: ${compared.label}.`;
  const within = useWithin();
  const own = within === null ? null : repositoryScope(within);
  const hrefs = view.points.map(({ from, to }) => withScope(ledgerHref({ from: dayBefore(from), to }), own));
  return (
    <ChartFrame
      title={title}
      note={
        <>
          <span className="font-medium text-soft">{CHART_NAMES[view.metric]}.</span> {view.definition}
        </>
      }
      fileName={fileNameOf(`${CHART_NAMES[view.metric]} ${compared?.label ?? ''}`.trim())}
      table={tableOf(plot, view, hrefs)}
      picture={{ title, definition, legend: plot.series }}
      legend={<Legend plot={plot} notes={notes} />}
    >
      {compared === null ? null : <Chosen view={view} compared={compared} onChoose={onChoose} />}
      <TimePlot
        {...plot}
        label={title}
        height={HEIGHT}
        counts={view.unit === 'findings' || view.unit === 'count'}
        format={formatOf(view.unit)}
        notes={notes}
        hrefOf={(step) => hrefs[step] ?? '/trends'}
      />
    </ChartFrame>
  );
}

/** One chart of the screen, with its definition; it is read by itself, so that a slow one keeps no other from being seen. */
export function TrendChart({ metric, filters, ...rest }: TrendChartProps) {
  const query = useQuery(trendQuery(useScope(), metric, filters));
  const { data } = query;
  if (data === undefined) {
    return (
      <NotLoaded title={`${CHART_NAMES[metric]} could not be loaded`} query={query}>
        <BlockSkeleton height={CHART_ROOM} label={`Loading ${CHART_NAMES[metric]}`} />
      </NotLoaded>
    );
  }
  return (
    <div
      className={cn(query.isPlaceholderData && 'opacity-60')}
      style={{ minHeight: CHART_ROOM }}
      aria-busy={query.isPlaceholderData}
    >
      <Chart view={data} {...rest} />
    </div>
  );
}
