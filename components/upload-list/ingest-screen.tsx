'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { uploadHref } from '#components/queries/addresses.ts';
import { ALL_UPLOADS, type UploadFilters, uploadAddress, uploadsQuery } from '#components/queries/uploads.ts';
import { NothingInScope } from '#components/shared/nothing-in-scope.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useChosenScope, useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import type { UploadListView } from '#lib/contracts/upload.ts';
import type { UploadState } from '#lib/domain/stream/upload-state.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { COLUMNS, UploadCard } from './columns.tsx';
import { readUploadFilters, STATES } from './filters.ts';
import { QueueLine, QueueProblem } from './queue-state.tsx';
import { Toolbar } from './toolbar.tsx';

const isFiltered = (filters: UploadFilters): boolean => Object.values(filters).some((value) => value !== null);

/** The head's sentence: of all uploads, or of those that match the filters. */
function answerOf(view: UploadListView | undefined, filters: UploadFilters): string {
  if (view === undefined) return 'What arrived, what became of it, and why.';
  const { states } = view;
  const count = (state: UploadState) => states[state].value;
  const all = STATES.reduce((sum, state) => sum + count(state), 0);
  const { state: _state, ...others } = filters;
  const match = Object.values(others).some((value) => value !== null) ? ' of these filters' : '';
  if (all === 0) return match === '' ? 'Nothing has arrived yet.' : 'Nothing that arrived matches these filters.';
  const working = count('received') + count('processing');
  const held = count('held');
  const facts = [
    working > 0 ? `${formatNumber(working)} in progress` : 'nothing waits',
    held > 0
      ? `${formatNumber(held)} held until a later run agrees or a person releases ${held === 1 ? 'it' : 'them'}`
      : null,
    count('rejected') > 0 ? `${formatNumber(count('rejected'))} rejected` : null,
  ];
  const isPart = STATES.some((state) => states[state].relation === 'at_least');
  return `${formatCount(all, 'upload', 'uploads', isPart)}${match}: ${facts.filter((fact) => fact !== null).join(', ')}.`;
}

function Empty({ filters, onClear }: { filters: UploadFilters; onClear: () => void }) {
  const chosen = useChosenScope();
  if (isFiltered(filters)) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No upload matches these filters"
        action={<Button onClick={onClear}>Show all uploads</Button>}
      />
    );
  }
  if (chosen !== null) return <NothingInScope chosen={chosen} />;
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
  const router = useNavigate();
  return (
    <PagedTable
      query={useInfiniteQuery(uploadsQuery(useScope(), filters))}
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
  const { data } = useInfiniteQuery(uploadsQuery(useScope(), filters));
  const first = data?.pages[0];
  const clear = () => change(uploadAddress(ALL_UPLOADS));
  return (
    <>
      <PageHead
        title={useTitleInScope('Ingest', 'Uploads')}
        answer={
          <>
            {answerOf(first, filters)}
            <QueueLine queue={first?.queue} />
          </>
        }
      />
      <QueueProblem queue={first?.queue} />
      <Toolbar
        filters={filters}
        states={first?.states}
        onChange={(part, how) => change(uploadAddress(part), how)}
        onClear={clear}
      />
      <Uploads filters={filters} onClear={clear} />
    </>
  );
}
