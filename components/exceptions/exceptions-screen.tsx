'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import {
  EXCEPTIONS_SHOWN,
  type ExceptionFilters,
  exceptionParams,
  exceptionSummaryQuery,
  exceptionsQuery,
} from '#components/queries/exceptions.ts';
import { exportHref } from '#components/queries/statements.ts';
import { ExceptionsNav } from '#components/shared/exceptions-nav.tsx';
import { ExportButton } from '#components/shared/export-button.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { buttonClass } from '#components/ui/button-class.ts';
import { useNow } from '#components/ui/clock.tsx';
import { cn } from '#components/ui/cn.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { Total } from '#lib/contracts/common.ts';
import type { ExceptionSummary } from '#lib/contracts/exception-list.ts';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { formatCount, formatNumber, formatTotal } from '#lib/format.ts';
import { COLUMNS, ExceptionCard } from './columns.tsx';
import { Debt } from './debt.tsx';
import { readExceptionFilters } from './filters.ts';
import { Noise } from './noise.tsx';

/** What is hidden, what waits, what ends soon: one sentence with its numbers. */
function answer(summary: ExceptionSummary): string {
  const hidden = summary.accepted + summary.false_positives;
  const points = summary.points_hidden;
  const first =
    hidden === 0
      ? 'Nothing is accepted or marked as a false positive.'
      : `${formatCount(hidden, 'finding')} ${hidden === 1 ? 'is' : 'are'} not open by decision${
          points === null || points === 0 ? '' : `, which hides ${formatNumber(points, 1)} points`
        }.`;
  const waiting =
    summary.waiting.value === 0
      ? ''
      : ` ${formatTotal(summary.waiting.value, summary.waiting.relation === 'at_least')} ${
          summary.waiting.value === 1 ? 'request waits' : 'requests wait'
        } for a decision.`;
  const expiring =
    summary.expiring.value === 0
      ? ''
      : ` ${formatTotal(summary.expiring.value)} ${summary.expiring.value === 1 ? 'ends' : 'end'} within 14 days.`;
  return `${first}${waiting}${expiring}`;
}

const SHOW: Readonly<Record<ExceptionFilters['show'], string>> = {
  in_force: 'In force',
  ending: 'Ending soon',
  requested: 'Waiting',
  ended: 'Ended',
};

/** Which are shown; with the numbers of those that somebody has to look at. */
function shownOptions(summary: ExceptionSummary | undefined): { value: ExceptionFilters['show']; label: string }[] {
  const counts: Partial<Record<ExceptionFilters['show'], Total>> =
    summary === undefined ? {} : { ending: summary.expiring, requested: summary.waiting };
  return EXCEPTIONS_SHOWN.map((value) => {
    const count = counts[value];
    const number = count && count.value > 0 ? ` (${formatTotal(count.value, count.relation === 'at_least')})` : '';
    return { value, label: `${SHOW[value]}${number}` };
  });
}

const EXPORTED: Readonly<Record<ExceptionFilters['show'], string>> = {
  in_force: 'exceptions in force',
  ending: 'exceptions that end soon',
  requested: 'exceptions that wait',
  ended: 'exceptions that ended',
};

const KINDS = [
  { value: '', label: 'Both kinds' },
  { value: 'accepted', label: 'Accepted risks' },
  { value: 'false_positive', label: 'False positives' },
];

function Empty({ filters, onClear }: { filters: ExceptionFilters; onClear: () => void }) {
  if (filters.kind !== null || filters.repo !== null || filters.rule !== null) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No exception matches these filters"
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  switch (filters.show) {
    case 'in_force':
      return (
        <EmptyState kind="nothing-yet" title="No exception is in force">
          On the page of a finding: “Accept risk…” or “False positive…”, with the reason and an end.
        </EmptyState>
      );
    case 'ending':
      return <EmptyState kind="nothing-yet" title="No exception ends within 14 days" />;
    case 'requested':
      return <EmptyState kind="nothing-yet" title="Nobody waits for a decision" />;
    case 'ended':
      return <EmptyState kind="nothing-yet" title="No exception has ended yet" />;
  }
}

/** What is accepted, by whom, until when, and the debt that it hides. */
export function ExceptionsScreen() {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readExceptionFilters((name) => params.get(name));
  const { data: summary } = useQuery(exceptionSummaryQuery(scope, filters.repo));
  const now = useNow();
  const query = useInfiniteQuery(exceptionsQuery(scope, filters));
  const title = useTitleInScope('Exceptions');
  return (
    <>
      <PageHead
        title={title}
        {...(summary === undefined ? {} : { answer: answer(summary) })}
        actions={
          <>
            <a
              href={exportHref(scope, 'openvex')}
              download
              className={cn(buttonClass({ size: 'sm' }), 'pointer-coarse:h-11')}
            >
              Download as VEX
            </a>
            <ExportButton
              list="exceptions"
              search={new URLSearchParams(exceptionParams(filters, new Date(now))).toString()}
              formats={EXPORT_FORMATS}
              what={EXPORTED[filters.show]}
              disabled={query.data?.pages[0]?.items.length === 0}
            />
          </>
        }
      />
      <ExceptionsNav />
      {summary === undefined ? null : <Debt summary={summary} repo={filters.repo} />}
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Select
          aria-label="Which exceptions"
          className="w-full sm:w-40"
          options={shownOptions(summary)}
          value={filters.show}
          onChange={({ target: { value } }) => change({ show: value === 'in_force' ? null : value })}
        />
        <Select
          aria-label="Kind of decision"
          className="w-full sm:w-44"
          options={KINDS}
          value={filters.kind ?? ''}
          onChange={({ target: { value } }) => change({ kind: value })}
        />
        {filters.repo === null ? null : (
          <FilterChip name="Repository" value={filters.repo} onRemove={() => change({ repo: null })} />
        )}
        {filters.rule === null ? null : (
          <FilterChip name="Rule" value={String(filters.rule)} onRemove={() => change({ rule: null })} />
        )}
      </div>
      <PagedTable
        query={query}
        noun="exceptions"
        moreLabel="Load more exceptions"
        empty={<Empty filters={filters} onClear={() => change({ kind: null, repo: null, rule: null })} />}
        label="Exceptions"
        columns={COLUMNS}
        renderCard={(row) => <ExceptionCard row={row} />}
      />
      <Noise />
    </>
  );
}
