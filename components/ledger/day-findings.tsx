'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { pathOf } from '#components/queries/addresses.ts';
import { trendChangesQuery, trendQuery } from '#components/queries/trends.ts';
import { FLOW_WORDS } from '#components/shared/ledger-words.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { TrendChangeList, TrendView } from '#lib/contracts/trend.ts';
import { type LedgerPeriod, ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { dayAfter } from '#lib/domain/trend/buckets.ts';
import { TREND_FLOWS, type TrendFlow } from '#lib/domain/trend/metric.ts';
import { formatNumber } from '#lib/format.ts';

type Listed = TrendChangeList['items'][number];

const COLUMNS: readonly DataColumn<Listed>[] = [
  { id: 'severity', header: 'Severity', width: '104px', cell: ({ severity }) => <SeverityMark severity={severity} /> },
  {
    ...{ id: 'title', header: 'Finding' },
    cell: (row) => (
      <span className="block min-w-0 whitespace-normal py-1">
        <TextLink quiet href={pathOf(row.url)} className="[overflow-wrap:anywhere]">
          {row.title}
        </TextLink>
        <span className="block text-12 text-faint [overflow-wrap:anywhere]">{row.repo}</span>
      </span>
    ),
  },
  { id: 'at', header: 'When', width: '88px', numeric: true, cell: ({ at }) => <RelativeTime at={at} /> },
];

function Card({ row }: { row: Listed }) {
  return (
    <div className="flex items-start justify-between gap-3 text-13 [overflow-wrap:anywhere]">
      <span className="min-w-0">
        <SeverityMark severity={row.severity} compact />{' '}
        <TextLink quiet href={pathOf(row.url)}>
          {row.title}
        </TextLink>
        <span className="block text-12 text-faint">{row.repo}</span>
      </span>
      <RelativeTime at={row.at} className="shrink-0 text-12 text-faint" />
    </div>
  );
}

/** Sums of the days; null where one of them is not known. */
function countsOf({ points }: TrendView): Record<TrendFlow, number | null> {
  const sum = (kind: TrendFlow): number | null =>
    points.reduce<number | null>((all, { values }) => {
      const value = values[kind] ?? null;
      return all === null || value === null ? null : all + value;
    }, 0);
  return Object.fromEntries(TREND_FLOWS.map((kind) => [kind, sum(kind)])) as Record<TrendFlow, number | null>;
}

function Counts({ view, period, kind }: { view: TrendView; period: LedgerPeriod; kind: TrendFlow | null }) {
  const counts = countsOf(view);
  return (
    <ul aria-label="What happened to findings" className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-13">
      {TREND_FLOWS.map((one) => {
        const count = counts[one];
        return (
          <li key={one} className={cn('text-soft', one === kind && 'font-medium text-ink')}>
            {count === null ? (
              <span className="text-faint">{FLOW_WORDS[one]}: not known</span>
            ) : (
              <TextLink href={ledgerHref(period, { kind: one })} aria-current={one === kind ? 'true' : undefined}>
                {formatNumber(count)} {FLOW_WORDS[one]}
              </TextLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function List({ from, to, kind }: { from: string; to: string; kind: TrendFlow }) {
  const query = useInfiniteQuery(trendChangesQuery(useScope(), from, to, kind));
  return (
    <PagedTable
      query={query}
      noun="findings"
      moreLabel="Load more findings"
      label={`Findings: ${FLOW_WORDS[kind]}`}
      columns={COLUMNS}
      renderCard={(row) => <Card row={row} />}
      empty={
        <EmptyState kind="filtered-out" title={`No finding: ${FLOW_WORDS[kind]}`}>
          Nothing of this kind happened in this time.
        </EmptyState>
      }
    />
  );
}

/** What happened to findings on these days: the counts of the charts, each with its list. */
export function DayFindings({ period, kind }: { period: LedgerPeriod; kind: TrendFlow | null }) {
  const days = { from: dayAfter(period.from), to: period.to };
  const query = useQuery(trendQuery(useScope(), 'flow', { ...days, by: 'day', against: [], previous: false }));
  return (
    <section aria-labelledby="findings">
      <h2 id="findings" className="mb-1 font-semibold text-14">
        What happened to findings
      </h2>
      <p className="mb-2 text-12 text-faint">
        From the beginning of {days.from} to the end of {days.to}
        {query.data === undefined ? null : `, days of ${query.data.time_zone}`}.
      </p>
      {query.data === undefined ? (
        <NotLoaded title="What happened to findings could not be loaded" query={query}>
          <TextSkeleton lines={1} />
        </NotLoaded>
      ) : (
        <Counts view={query.data} period={period} kind={kind} />
      )}
      {kind === null ? null : <List {...days} kind={kind} />}
    </section>
  );
}
