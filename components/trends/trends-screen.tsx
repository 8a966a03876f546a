'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { WhenNear } from '#components/charts/when-near.tsx';
import { trendQuery } from '#components/queries/trends.ts';
import { CadenceLine } from '#components/shared/cadence-line.tsx';
import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { usePartName, useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { WhyNothing } from '#components/shared/why-nothing.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope, useWithin } from '#components/ui/scope.tsx';
import type { TrendMetric } from '#lib/domain/trend/metric.ts';
import { formatDate } from '#lib/format.ts';
import { Controls } from './controls.tsx';
import { readTrendFilters, type TrendFilters } from './filters.ts';
import { CHART_NAMES, FIRST_CHARTS, trendMessage } from './messages.ts';
import { Movers } from './movers.tsx';
import { Portfolio } from './portfolio.tsx';
import { CHART_ROOM, TrendChart } from './trend-chart.tsx';

/** The questions of the screen, each with its charts. */
const SECTIONS: readonly { id: string; title: string; metrics: readonly TrendMetric[] }[] = [
  { id: 'how-it-stands', title: 'How it stands', metrics: ['score', 'open', 'age', 'coverage'] },
  {
    ...{ id: 'what-comes', title: 'What comes, and what goes' },
    metrics: ['flow', 'net_resolve', 'time_to_fix', 'half_fixed', 'sla', 'recurrence'],
  },
  { id: 'who-can-do-what', title: 'Who can do what', metrics: ['admins', 'leftovers'] },
  { id: 'noise-and-movers', title: 'Noise, and what moved most', metrics: ['noise'] },
];

/** The parameter of the address that says which series of a chart is compared. */
const seriesOf = (metric: TrendMetric): string => `series_${metric}`;

interface ChartsProps {
  filters: TrendFilters;
  params: { get: (name: string) => string | null };
  change: ChangeAddress;
}

/** What is seen first came with the page; the others are read when they are near. */
function Near({ metric, children }: { metric: TrendMetric; children: ReactNode }) {
  if (FIRST_CHARTS.includes(metric)) return children;
  return (
    <WhenNear height={CHART_ROOM} grows label={`Loading ${CHART_NAMES[metric]}`}>
      {children}
    </WhenNear>
  );
}

function Charts({ filters, params, change }: ChartsProps) {
  const part = usePartName();
  // One repository has no movers, and nothing stands beside it.
  const isWithin = useWithin() !== null;
  return (
    <div className="flex flex-col gap-10">
      {SECTIONS.map(({ id, title, metrics }) => (
        <section key={id} aria-labelledby={id}>
          <h2 id={id} className="mb-4 border-b pb-1 font-semibold text-16">
            {isWithin && id === 'noise-and-movers' ? 'Noise' : title}
          </h2>
          <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
            {metrics.map((metric) => (
              <Near key={metric} metric={metric}>
                <TrendChart
                  metric={metric}
                  filters={filters}
                  whole={part ?? 'All repositories'}
                  chosen={params.get(seriesOf(metric))}
                  onChoose={(series) => change({ [seriesOf(metric)]: series })}
                />
              </Near>
            ))}
            {id === 'noise-and-movers' && !isWithin ? (
              <WhenNear height={CHART_ROOM} grows label="Loading what moved">
                <Movers filters={filters} />
              </WhenNear>
            ) : null}
          </div>
          {id === 'how-it-stands' ? <CadenceLine /> : null}
        </section>
      ))}
      {isWithin ? null : (
        <section aria-labelledby="side-by-side">
          <h2 id="side-by-side" className="mb-4 border-b pb-1 font-semibold text-16">
            Side by side
          </h2>
          <WhenNear height={240} grows label="Loading them side by side">
            <Portfolio
              filters={filters}
              by={params.get('parts') === 'label' ? 'label' : 'team'}
              onBy={(by) => change({ parts: by === 'team' ? null : by })}
            />
          </WhenNear>
        </section>
      )}
    </div>
  );
}

function Nothing({ filters, change }: Pick<ChartsProps, 'filters' | 'change'>) {
  return (
    <WhyNothing
      unknown="Why nothing is known could not be read"
      promise="From the first one on, every day is kept."
      waiting={
        <EmptyState kind="no-scan-yet" title="No report has come yet">
          Charts begin with the day of the first report.
        </EmptyState>
      }
    >
      {() => (
        <EmptyState
          kind="filtered-out"
          title="Nothing is known of this time"
          action={<Button onClick={() => change({ from: null, to: null, days: '365' })}>Show the last year</Button>}
        >
          {`No day from ${formatDate(filters.from)} to ${formatDate(filters.to)} was kept.`}
        </EmptyState>
      )}
    </WhyNothing>
  );
}

/** How everything that is counted changed over time, each chart with its definition. `today`: the organization's. */
export function TrendsScreen({ today }: { today: string }) {
  const [params, change] = useAddress();
  const filters = readTrendFilters((name) => params.get(name), today);
  const scope = useScope();
  const open = useQuery(trendQuery(scope, 'open', filters)).data;
  const score = useQuery(trendQuery(scope, 'score', filters)).data;
  const title = useTitleInScope('Trends', 'Trend');
  const isEmpty = open?.points.every(({ known }) => known === 0) ?? false;
  return (
    <>
      <PageHead
        title={title}
        {...(score === undefined || open === undefined || isEmpty
          ? {}
          : { answer: `${trendMessage(score)}. ${trendMessage(open)}.` })}
      />
      <Controls filters={filters} today={today} change={change} />
      {isEmpty ? (
        <Nothing filters={filters} change={change} />
      ) : (
        <Charts filters={filters} params={params} change={change} />
      )}
    </>
  );
}
