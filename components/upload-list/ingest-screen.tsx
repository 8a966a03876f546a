'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { uploadHref } from '#components/queries/addresses.ts';
import { type UploadFilters, uploadsQuery } from '#components/queries/uploads.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { FilterBar } from '#components/ui/filter-chip.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import type { UploadListView } from '#lib/contracts/upload.ts';
import type { UploadState } from '#lib/domain/stream/upload-state.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { COLUMNS, UploadCard } from './columns.tsx';
import { readUploadFilters, STATES } from './filters.ts';
import { StateFilter } from './state-filter.tsx';

function answerOf(view: UploadListView | undefined): string {
  if (view === undefined) return 'What arrived, what became of it, and why.';
  const { states, queue } = view;
  const count = (state: UploadState) => states[state].value;
  const all = STATES.reduce((sum, state) => sum + count(state), 0);
  if (all === 0) return 'Nothing has arrived yet.';
  const working = Math.max(queue.waiting + queue.processing, count('received') + count('processing'));
  const facts = [
    working > 0 ? `${formatNumber(working)} in progress` : 'nothing waits',
    count('held') > 0 ? `${formatNumber(count('held'))} held until a later run agrees or a person releases them` : null,
    count('rejected') > 0 ? `${formatNumber(count('rejected'))} rejected` : null,
  ];
  return `${formatCount(all, 'upload')}: ${facts.filter((fact) => fact !== null).join(', ')}.`;
}

function Empty({ filters, onClear }: { filters: UploadFilters; onClear: () => void }) {
  if (filters.state !== null || filters.repo !== null) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No upload matches these filters"
        action={<Button onClick={onClear}>Show all uploads</Button>}
      />
    );
  }
  return (
    <EmptyState
      kind="no-scan-yet"
      title="No report has arrived yet"
      action={
        <LinkButton href="/integrations" variant="primary">
          Connect a scanner
        </LinkButton>
      }
    >
      Reports stand here as soon as they arrive, with everything that was read, skipped or refused.
    </EmptyState>
  );
}

function Uploads({ filters, onClear }: { filters: UploadFilters; onClear: () => void }) {
  const router = useRouter();
  return (
    <PagedTable
      query={useInfiniteQuery(uploadsQuery(filters))}
      noun="uploads"
      moreLabel="Load older uploads"
      empty={<Empty filters={filters} onClear={onClear} />}
      label="Uploads"
      columns={COLUMNS}
      renderCard={(row) => <UploadCard upload={row} />}
      onOpen={(row) => router.push(uploadHref(row.id))}
    />
  );
}

/** The list of uploads, updated live. */
export function IngestScreen() {
  const [params, change] = useAddress();
  const filters = readUploadFilters((name) => params.get(name));
  const { data } = useInfiniteQuery(uploadsQuery(filters));
  const first = data?.pages[0];
  const clear = () => change({ state: null, repo: null });
  const repo = filters.repo;
  return (
    <>
      <PageHead title="Ingest" answer={answerOf(first)} />
      <div className="mb-3 flex flex-col gap-2">
        <StateFilter states={first?.states} value={filters.state} onChange={(state) => change({ state })} />
        {repo === null ? null : (
          <FilterBar
            chips={[{ id: 'repo', name: 'Repository', value: repo, onRemove: () => change({ repo: null }) }]}
            onClear={clear}
          />
        )}
      </div>
      <Uploads filters={filters} onClear={clear} />
    </>
  );
}
