'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type StatementFilters, statementsQuery } from '#components/queries/statements.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import type { ChangeAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { StatementRow } from '#lib/contracts/statement.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';
import { JUSTIFICATION_WORDS, STATUS_WORDS } from '#lib/domain/statement/words.ts';
import { formatCount } from '#lib/format.ts';

const ALL = '';
const STATUSES = [
  { value: ALL, label: 'Any status' },
  ...STATEMENT_STATUSES.map((status) => ({ value: status, label: STATUS_WORDS[status] })),
];
const MATCHED = [
  { value: ALL, label: 'About anything' },
  { value: 'yes', label: 'About a finding' },
  { value: 'no', label: 'About no finding' },
];

function Row({ row }: { row: StatementRow }) {
  const { names, status, justification, impact, action, products, products_total: total, findings } = row;
  const why = justification === null ? null : JUSTIFICATION_WORDS[justification];
  return (
    <li className="border-t py-2 text-13 [overflow-wrap:anywhere]">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0">
          <span className="font-medium">{names.join(', ')}</span>: {STATUS_WORDS[status]}
          {why === null ? '' : `, ${why}`}
        </p>
        <span className="text-soft">{findings === 0 ? 'about no finding' : formatCount(findings, 'finding')}</span>
      </div>
      {impact === null && action === null ? null : <p className="text-soft">{impact ?? action}</p>}
      <p className="text-12 text-faint">
        {products.slice(0, 3).join(' · ')}
        {total > 3 ? ` and ${formatCount(total - Math.min(3, products.length), 'other product')}` : ''}
      </p>
      <p className="text-12 text-faint">
        {row.author}, <CalendarDay at={row.stated_at} />, {row.position}
      </p>
    </li>
  );
}

export interface StatementListProps {
  filters: StatementFilters;
  onChange: ChangeAddress;
}

/** What the documents state, entry by entry. */
export function StatementList({ filters, onChange }: StatementListProps) {
  const query = useInfiniteQuery(statementsQuery(useScope(), filters));
  const rows = query.data?.pages.flatMap(({ items }) => items);
  return (
    <section aria-labelledby="statements" className="mt-10">
      <h2 id="statements" className="mb-2 font-semibold text-14">
        What they state
      </h2>
      <div className="mb-2 flex flex-wrap gap-2">
        <Select
          aria-label="Status"
          className="w-full sm:w-44"
          options={STATUSES}
          value={filters.status ?? ALL}
          onChange={({ target: { value } }) => onChange({ status: value })}
        />
        <Select
          aria-label="What they are about"
          className="w-full sm:w-44"
          options={MATCHED}
          value={filters.matched ?? ALL}
          onChange={({ target: { value } }) => onChange({ matched: value })}
        />
      </div>
      {rows === undefined ? (
        <NotLoaded title="The statements could not be loaded" query={query}>
          <TableSkeleton rows={6} label="Loading statements" />
        </NotLoaded>
      ) : rows.length === 0 ? (
        <EmptyState
          kind="filtered-out"
          title="No statement matches these filters"
          action={<Button onClick={() => onChange({ status: null, matched: null, document: null })}>Show all</Button>}
        />
      ) : (
        <ul>
          {rows.map((row) => (
            <Row key={`${row.document} ${row.number}`} row={row} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button className="mt-3" busy={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
          Load more statements
        </Button>
      ) : null}
    </section>
  );
}
