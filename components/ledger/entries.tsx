'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { pathOf } from '#components/queries/addresses.ts';
import { ledgerEntriesQuery } from '#components/queries/ledger.ts';
import { NOTE_WORDS } from '#components/shared/ledger-words.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { LedgerEntryView } from '#lib/contracts/ledger.ts';
import { CAUSE_WORDS, type LedgerCause } from '#lib/domain/ledger/cause.ts';
import type { LedgerPeriod } from '#lib/domain/ledger/ledger-href.ts';
import { formatCount, formatSigned } from '#lib/format.ts';

type Listed = LedgerEntryView & { id: string };

/** Points of one entry may be far below a tenth; that is not zero. */
const pointsOf = (points: number): string =>
  points !== 0 && Math.abs(points) < 0.005 ? `${points > 0 ? '< ' : '> −'}0.01` : formatSigned(points, 2);

function aboutOf({ findings, notes, by, upload }: Listed): string {
  const said = [
    ...(findings === 0 ? [] : [formatCount(findings, 'finding')]),
    ...notes.map((note) => NOTE_WORDS[note]),
    ...(by === null ? [] : [`by ${by}`]),
  ];
  return said.length > 0 ? said.join(', ') : upload === null ? 'with time' : 'by a report';
}

const COLUMNS: readonly DataColumn<Listed>[] = [
  {
    ...{ id: 'repo', header: 'Repository' },
    cell: (row) => (
      <TextLink quiet href={pathOf(row.url)} className="[overflow-wrap:anywhere]">
        {row.repo}
      </TextLink>
    ),
  },
  { id: 'about', header: 'What happened', hideBelow: 'md', cell: aboutOf },
  { id: 'points', header: 'Its own points', width: '112px', numeric: true, cell: ({ points }) => pointsOf(points) },
  { id: 'at', header: 'When', width: '88px', numeric: true, cell: ({ at }) => <RelativeTime at={at} /> },
];

function Card({ row }: { row: Listed }) {
  return (
    <div className="flex items-start justify-between gap-3 text-13 [overflow-wrap:anywhere]">
      <span className="min-w-0">
        <TextLink quiet href={pathOf(row.url)}>
          {row.repo}
        </TextLink>
        <span className="block text-12 text-faint">{aboutOf(row)}</span>
      </span>
      <span className="shrink-0 text-right tabular-nums">
        {pointsOf(row.points)}
        <RelativeTime at={row.at} className="block text-12 text-faint" />
      </span>
    </div>
  );
}

/** The entries that one part adds up: as many as it says. */
export function Entries({ period, cause }: { period: LedgerPeriod; cause: LedgerCause }) {
  const query = useInfiniteQuery({
    ...ledgerEntriesQuery(useScope(), period, cause),
    select: ({ pages, pageParams }) => ({
      pageParams,
      pages: pages.map((page) => ({
        ...page,
        items: page.items.map((row): Listed => ({ ...row, id: `${row.at} ${row.repo}` })),
      })),
    }),
  });
  return (
    <PagedTable
      query={query}
      noun="entries"
      moreLabel="Load older entries"
      label={`Entries: ${CAUSE_WORDS[cause]}`}
      columns={COLUMNS}
      renderCard={(row) => <Card row={row} />}
      empty={
        <EmptyState kind="filtered-out" title="No entry">
          Nothing of this cause was written in this time.
        </EmptyState>
      }
    />
  );
}
