'use client';

import { useQuery } from '@tanstack/react-query';
import { portfolioQuery } from '#components/queries/ledger.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Delta } from '#components/ui/delta.tsx';
import { Select } from '#components/ui/field.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { ScrollRegion } from '#components/ui/scroll-region.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { PortfolioView } from '#lib/contracts/portfolio.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { ledgerHref } from '#lib/domain/ledger/ledger-href.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import { formatNumber } from '#lib/format.ts';
import type { TrendFilters } from './filters.ts';

type Part = PortfolioView['items'][number];
type By = 'team' | 'label';

const NOUN: Readonly<Record<By, string>> = { team: 'team', label: 'label' };

/** Came and went: such repositories have nothing to be compared with. */
function Newcomers({ joined, left }: Part) {
  if (joined === 0 && left === 0) return <span className="text-faint">–</span>;
  return (
    <>
      {joined === 0 ? '' : `+${formatNumber(joined)}`}
      {joined > 0 && left > 0 ? ' ' : ''}
      {left === 0 ? '' : `−${formatNumber(left)}`}
    </>
  );
}

function PartRow({ part, ledger }: { part: Part; ledger: string }) {
  return (
    <Row>
      <Cell>
        <TextLink href={withScope('/trends', part.scope)} className="[overflow-wrap:anywhere]">
          {part.name}
        </TextLink>
        <span className="block text-12 text-faint">
          {formatNumber(part.measured)} of {formatNumber(part.repositories)} measured
        </span>
      </Cell>
      <Cell numeric>{formatNumber(part.to, 1)}</Cell>
      <Cell numeric>
        {part.change === null ? (
          <span className="text-12 text-faint">not known</span>
        ) : (
          <TextLink href={withScope(ledger, part.scope)} title={`What moved the score of ${part.name}`}>
            <Delta value={part.change} look="signed" />
          </TextLink>
        )}
      </Cell>
      <Cell numeric>
        {part.like_for_like === null ? (
          <span className="text-12 text-faint">not known</span>
        ) : (
          <Delta value={part.like_for_like} look="signed" />
        )}
      </Cell>
      <Cell numeric>
        <Newcomers {...part} />
      </Cell>
      <Cell numeric>{formatNumber(part.not_measured, 1)}</Cell>
      <Cell numeric>
        <SeverityMark severity="critical" count={part.open.critical} />
      </Cell>
      <Cell numeric>
        <SeverityMark severity="high" count={part.open.high} />
      </Cell>
    </Row>
  );
}

function Parts({ view, by, ledger }: { view: PortfolioView; by: By; ledger: string }) {
  if (view.items.length === 0)
    return <p className="text-13 text-soft">There is no {NOUN[by]} of repositories that you see.</p>;
  return (
    <ScrollRegion label={`Every ${NOUN[by]} side by side`} className="relative">
      <Table aria-label={`Every ${NOUN[by]} side by side`}>
        <thead>
          <tr>
            <HeadCell>{by === 'team' ? 'Team' : 'Label'}</HeadCell>
            <HeadCell numeric>Score</HeadCell>
            <HeadCell numeric>Change</HeadCell>
            <HeadCell numeric>Like for like</HeadCell>
            <HeadCell numeric>Newcomers</HeadCell>
            <HeadCell numeric>Not measured</HeadCell>
            <HeadCell numeric>Critical</HeadCell>
            <HeadCell numeric>High</HeadCell>
          </tr>
        </thead>
        <tbody>
          {view.items.map((part) => (
            <PartRow key={part.scope} part={part} ledger={ledger} />
          ))}
        </tbody>
      </Table>
    </ScrollRegion>
  );
}

interface PortfolioProps {
  filters: TrendFilters;
  by: By;
  onBy: (by: By) => void;
}

/** Teams or labels beside one another, over the time of the charts. */
export function Portfolio({ filters, by, onBy }: PortfolioProps) {
  const period = { from: dayBefore(filters.from), to: filters.to };
  const query = useQuery(portfolioQuery(useScope(), period, by));
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Select
          aria-label="Side by side"
          className="w-32"
          options={[
            { value: 'team', label: 'Teams' },
            { value: 'label', label: 'Labels' },
          ]}
          value={by}
          onChange={({ target: { value } }) => onBy(value === 'label' ? 'label' : 'team')}
        />
        <p className="min-w-0 flex-1 basis-64 text-12 text-faint">
          Of the repositories that belong to it now, at both ends of this time. Like for like leaves out those that
          joined or left in it.
        </p>
      </div>
      {query.data === undefined ? (
        <NotLoaded title="They could not be loaded" query={query}>
          <TableSkeleton rows={4} label="Loading them side by side" />
        </NotLoaded>
      ) : (
        <Parts view={query.data} by={by} ledger={ledgerHref(period)} />
      )}
    </>
  );
}
