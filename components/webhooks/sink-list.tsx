'use client';

import { useQuery } from '@tanstack/react-query';
import { sinkHref, sinksQuery } from '#components/queries/sinks.ts';
import { EVENT_WORDS } from '#components/shared/event-words.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { type DataColumn, DataTable } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useNavigate } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SinkView } from '#lib/contracts/sink.ts';
import { formatList, formatNumber } from '#lib/format.ts';
import { SinkState } from './sink-state.tsx';
import { KIND_WORDS } from './words.ts';

const eventsOf = ({ events }: SinkView): string =>
  formatList(
    events.map((event) => EVENT_WORDS[event].label),
    2,
  );

function Name({ sink }: { sink: SinkView }) {
  return (
    <span className="block min-w-0 py-1.5">
      <span className="block truncate font-medium" title={sink.name}>
        <TextLink quiet href={sinkHref(sink.id)}>
          {sink.name}
        </TextLink>
      </span>
      <span className="block truncate text-12 text-faint" title={sink.host}>
        {KIND_WORDS[sink.kind].label} at {sink.host}
      </span>
    </span>
  );
}

const LastDelivered = ({ sink }: { sink: SinkView }) =>
  sink.last_delivered_at === null ? (
    <span className="text-faint">never</span>
  ) : (
    <RelativeTime at={sink.last_delivered_at} />
  );

const COLUMNS: DataColumn<SinkView>[] = [
  { id: 'name', header: 'Webhook', cell: (row) => <Name sink={row} /> },
  { id: 'state', header: 'State', width: '116px', cell: (row) => <SinkState sink={row} /> },
  {
    ...{ id: 'events', header: 'Told of', hideBelow: 'md' as const },
    cell: (row) => <span className="block truncate text-soft">{eventsOf(row)}</span>,
  },
  { id: 'waiting', header: 'Waiting', numeric: true, width: '76px', cell: (row) => formatNumber(row.waiting) },
  { id: 'sent', header: 'Last sent', numeric: true, width: '84px', cell: (row) => <LastDelivered sink={row} /> },
];

const card = (sink: SinkView) => (
  <div className="flex items-start justify-between gap-3">
    <div className="min-w-0">
      <Name sink={sink} />
      <p className="flex flex-wrap gap-x-3 text-12 text-soft">
        <span>{eventsOf(sink)}</span>
        <span>
          last sent <LastDelivered sink={sink} />
        </span>
      </p>
    </div>
    <SinkState sink={sink} />
  </div>
);

/** Where events are sent to. */
export function SinkList() {
  const query = useQuery(sinksQuery());
  const navigate = useNavigate();
  const { data } = query;
  if (data === undefined) {
    return (
      <NotLoaded title="The webhooks could not be loaded" query={query}>
        <TableSkeleton rows={3} label="Loading webhooks" />
      </NotLoaded>
    );
  }
  if (data.items.length === 0) {
    return (
      <EmptyState kind="not-configured" title="Nothing is sent anywhere">
        A webhook tells your own programs, Slack or Teams what happens: counts, names of repositories and links, never a
        secret or a line of code.
      </EmptyState>
    );
  }
  return (
    <div className="max-sm:-mx-4">
      <DataTable
        label="Webhooks"
        rows={data.items}
        rowId={(row) => String(row.id)}
        columns={COLUMNS}
        renderCard={card}
        rowHeight={53}
        onOpen={(row) => navigate.push(sinkHref(row.id))}
      />
    </div>
  );
}
