'use client';

import { useQuery } from '@tanstack/react-query';
import { repositoryHref } from '#components/queries/addresses.ts';
import { ledgerQuery } from '#components/queries/ledger.ts';
import { isOtherData, NotLoaded } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Delta } from '#components/ui/delta.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { LedgerView } from '#lib/contracts/ledger.ts';
import { CAUSE_WORDS } from '#lib/domain/ledger/cause.ts';
import { formatDate, formatNumber } from '#lib/format.ts';
import { DayFindings } from './day-findings.tsx';
import { DaysForm } from './days-form.tsx';
import { Entries } from './entries.tsx';
import { type LedgerFilters, readLedgerFilters } from './filters.ts';
import { Parts } from './parts.tsx';

function answerOf({ from, to, change }: LedgerView): string {
  const end = to.provisional ? 'now' : `the end of ${formatDate(to.day)}`;
  if (from.score === null || to.score === null || change === null)
    return `From the end of ${formatDate(from.day)} to ${end}: the score of ${from.score === null ? formatDate(from.day) : end} is not known, so nothing can be compared.`;
  return `${formatNumber(from.score, 1)} at the end of ${formatDate(from.day)}, ${formatNumber(to.score, 1)} ${to.provisional ? 'now' : `at ${end}`}.`;
}

function Moved({ view }: { view: LedgerView }) {
  if (view.movers.length === 0) return null;
  return (
    <section aria-labelledby="moved">
      <h2 id="moved" className="mb-1 font-semibold text-14">
        Which repositories moved it
      </h2>
      <p className="mb-2 text-12 text-faint">
        Those that counted at both ends, {formatNumber(view.movers.length)} of {formatNumber(view.movers_total)};{' '}
        {formatNumber(view.joined_total)} joined and {formatNumber(view.left_total)} left.
      </p>
      <ScrollRegion label="Repositories that moved the score" className="max-h-96 overflow-y-auto">
        <Table aria-label="Repositories that moved the score">
          <thead>
            <tr>
              <HeadCell>Repository</HeadCell>
              <HeadCell numeric>Its score</HeadCell>
              <HeadCell numeric>Moved all by</HeadCell>
            </tr>
          </thead>
          <tbody>
            {view.movers.map((mover) => (
              <Row key={mover.repo}>
                <Cell>
                  <TextLink quiet href={repositoryHref(mover.repo)} className="[overflow-wrap:anywhere]">
                    {mover.repo}
                  </TextLink>
                </Cell>
                <Cell numeric className="whitespace-nowrap">
                  {formatNumber(mover.from, 1)} → {formatNumber(mover.to, 1)}
                </Cell>
                <Cell numeric>
                  <Delta value={mover.points} look="signed" digits={2} />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </ScrollRegion>
    </section>
  );
}

function Known({ view, filters }: { view: LedgerView; filters: LedgerFilters }) {
  const { cause } = filters;
  return (
    <>
      {view.parts.length === 0 ? (
        <EmptyState kind="nothing-yet" title={view.change === null ? 'Nothing to compare' : 'Nothing moved the score'}>
          {view.change === null
            ? 'The score of one of these days is not known: choose days on which reports had come.'
            : 'No entry was written in this time.'}
        </EmptyState>
      ) : (
        <section aria-label="What moved the score" className="max-w-[860px]">
          <Parts view={view} period={filters} cause={cause} />
        </section>
      )}
      {cause === null ? null : (
        <section aria-labelledby="entries">
          <h2 id="entries" className="mb-2 font-semibold text-14">
            Entries: {CAUSE_WORDS[cause]}
          </h2>
          <Entries period={filters} cause={cause} />
        </section>
      )}
      <Moved view={view} />
    </>
  );
}

/** What moved the score between the ends of two days, down to the events. `today`: the organization's. */
export function LedgerScreen({ today }: { today: string }) {
  const [params, change] = useAddress();
  const filters = readLedgerFilters((name) => params.get(name), today);
  const query = useQuery(ledgerQuery(useScope(), filters));
  const view = isOtherData(query) ? undefined : query.data;
  const title = useTitleInScope('What moved the score');
  return (
    <>
      <PageHead
        above={<TextLink href="/trends">Trends</TextLink>}
        title={title}
        {...(view === undefined ? {} : { answer: answerOf(view) })}
      />
      <DaysForm filters={filters} today={today} change={change} />
      <div className="flex flex-col gap-10">
        {view === undefined ? (
          <NotLoaded title="What moved the score could not be loaded" query={query}>
            <TableSkeleton rows={8} label="Loading what moved the score" />
          </NotLoaded>
        ) : (
          <Known view={view} filters={filters} />
        )}
        <DayFindings period={filters} kind={filters.kind} />
      </div>
    </>
  );
}
