'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { deliveriesQuery } from '#components/queries/sinks.ts';
import { EVENT_WORDS } from '#components/shared/event-words.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import type { DeliveryListView, DeliveryView } from '#lib/contracts/sink.ts';
import { formatCount } from '#lib/format.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';

type Listed = Omit<DeliveryView, 'id'> & { id: string };

const listed = ({ items, ...page }: DeliveryListView) => ({
  ...page,
  items: items.map((delivery) => ({ ...delivery, id: String(delivery.id) })),
});

const eventsOf = ({ events }: Pick<DeliveryView, 'events'>): string =>
  events.map((event) => (event === 'test' ? 'Test' : EVENT_WORDS[event].label)).join(', ');

/** `Delivered`, `Waiting after 3 attempts`, `Given up`. */
function outcomeOf({ state, attempts, events }: Pick<DeliveryView, 'state' | 'attempts' | 'events'>): string {
  switch (state) {
    case 'delivered':
      return 'Delivered';
    case 'failed':
      return events.includes('test') ? 'Failed' : 'Given up';
    case 'waiting':
      return attempts === 0 ? 'Waiting' : `Waiting after ${formatCount(attempts, 'attempt')}`;
  }
}

function Outcome({ row }: { row: Listed }) {
  const bad = row.state === 'failed' || (row.state === 'waiting' && row.attempts > 0);
  return (
    <span className={cn('block truncate', bad ? 'text-failed' : row.state === 'delivered' ? 'text-soft' : 'text-ink')}>
      {outcomeOf(row)}
      {row.replayed ? <span className="text-faint"> · again</span> : null}
    </span>
  );
}

function Answer({ row }: { row: Listed }) {
  if (row.attempted_at === null) return <span className="text-faint">–</span>;
  const text = [row.status === null ? null : String(row.status), row.answer].filter(Boolean).join(' ');
  return (
    <span className="block truncate font-mono text-12 text-soft" title={text}>
      {text}
    </span>
  );
}

function columnsFor(onShow: (row: Listed) => void): DataColumn<Listed>[] {
  return [
    {
      ...{ id: 'at', header: 'Happened', width: '92px' },
      cell: (row) => <RelativeTime at={row.event_at} />,
    },
    { id: 'events', header: 'What', cell: (row) => <span className="block truncate">{eventsOf(row)}</span> },
    { id: 'outcome', header: 'Outcome', width: '190px', cell: (row) => <Outcome row={row} /> },
    { id: 'answer', header: 'Answer', hideBelow: 'md', cell: (row) => <Answer row={row} /> },
    {
      ...{ id: 'show', header: 'Show', hiddenHeader: true, numeric: true, width: '72px' },
      cell: (row) => (
        <Button size="sm" variant="ghost" aria-label={`Show ${row.message_id}`} onClick={() => onShow(row)}>
          Show
        </Button>
      ),
    },
  ];
}

function cardFor(onShow: (row: Listed) => void) {
  return (row: Listed) => (
    <div className="flex items-start justify-between gap-3">
      <div className="min-w-0">
        <p className="truncate">{eventsOf(row)}</p>
        <div className="text-12">
          <Outcome row={row} />
          <Answer row={row} />
        </div>
      </div>
      <span className="flex shrink-0 flex-col items-end gap-1 text-12 text-faint">
        <RelativeTime at={row.event_at} />
        <Button size="sm" variant="ghost" aria-label={`Show ${row.message_id}`} onClick={() => onShow(row)}>
          Show
        </Button>
      </span>
    </div>
  );
}

/** What was sent and what is to be, the newest first. */
export function DeliveryLog({ sinkId, mayChange }: { sinkId: number; mayChange: boolean }) {
  const [shown, setShown] = useState<Listed | null>(null);
  const query = useInfiniteQuery({
    ...deliveriesQuery(sinkId),
    select: ({ pages, pageParams }) => ({ pages: pages.map(listed), pageParams }),
  });
  return (
    <section aria-labelledby="deliveries">
      <h2 id="deliveries" className="mb-2 font-semibold text-14">
        Deliveries
      </h2>
      <PagedTable
        query={query}
        noun="deliveries"
        moreLabel="Load older deliveries"
        empty={
          <EmptyState kind="no-scan-yet" title="Nothing was sent yet">
            Events that happen from now on come here within a minute.
          </EmptyState>
        }
        label="Deliveries"
        columns={columnsFor(setShown)}
        renderCard={cardFor(setShown)}
      />
      {shown === null ? null : (
        <DeliveryDialog
          delivery={shown}
          outcome={outcomeOf(shown)}
          sinkId={sinkId}
          mayChange={mayChange}
          onClose={() => setShown(null)}
        />
      )}
    </section>
  );
}
