'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo, useRef, useState } from 'react';
import { type QueueFilters, queueQuery, queueSearch } from '#components/queries/actions.ts';
import { pathOf } from '#components/queries/addresses.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { useChangeActions, type Wish } from '#components/shared/work/use-change-actions.ts';
import { CLAIM, FIXED } from '#components/shared/work/wishes.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import { useShortcutPause, useShortcuts } from '#components/ui/shortcuts.tsx';
import type { ActionListView, ActionRow } from '#lib/contracts/action.ts';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { answerOf, fixesOf } from './answer.ts';
import { COLUMNS, QueueCard, ROW_HEIGHT } from './columns.tsx';
import { isNarrowed, readQueueFilters } from './filters.ts';
import { LaneTabs } from './lane-tabs.tsx';
import { Nothing } from './nothing.tsx';
import { Ticked } from './ticked.tsx';
import { Toolbar } from './toolbar.tsx';
import { useWatchActions } from './use-watch-actions.ts';

const IssuesDialog = dynamic(() => import('./issues-dialog.tsx'), { ssr: false });
const AssignDialog = dynamic(() => import('#components/shared/work/assign-dialog.tsx'), { ssr: false });

const NONE = {
  lane: null,
  assignee: null,
  state: null,
  category: null,
  severity: null,
  due: null,
  sla: null,
  watched: null,
  repo: null,
  q: null,
};
const renderCard = (row: ActionRow) => <QueueCard action={row} />;
const rowName = (row: ActionRow) => row.title;

/** Connecting a scanner is nobody's to claim: it ends with the first report. */
const isWork = ({ kind }: ActionRow): boolean => kind !== 'coverage';

function useQueue(filters: QueueFilters) {
  const query = useInfiniteQuery(queueQuery(useScope(), filters));
  const pages = query.data?.pages;
  // Whose rank changed between two reads can be on both pages.
  const rows = useMemo(
    () => [...new Map((pages ?? []).flatMap((page) => page.items).map((row) => [row.id, row])).values()],
    [pages],
  );
  return { query, rows, first: pages?.[0] as ActionListView | undefined };
}

/** Ids that are ticked, of this list only. */
function useTicked(rows: readonly ActionRow[], list: string) {
  const [ticked, setTicked] = useState<{ list: string; ids: ReadonlySet<string> }>({ list, ids: new Set() });
  const ids = ticked.list === list ? ticked.ids : new Set<string>();
  return {
    ids,
    rows: rows.filter(({ id }) => ids.has(id)),
    set: (next: ReadonlySet<string>) => setTicked({ list, ids: next }),
  };
}

function QueueExport({ filters, first }: { filters: QueueFilters; first: ActionListView | undefined }) {
  return (
    <ExportButton
      list="actions"
      search={queueSearch(filters)}
      formats={EXPORT_FORMATS}
      what={first === undefined ? 'the queue' : fixesOf(first)}
      disabled={first === undefined || first.total.value === 0}
    />
  );
}

function Empty({ filters, onClear }: { filters: QueueFilters; onClear: () => void }) {
  const filtered = isNarrowed(filters) || filters.lane !== undefined;
  return <Nothing filtered={filtered} watched={filters.watched !== undefined} onClear={onClear} />;
}

/** What to fix next, lane by lane, with why, and who does it. */
export function QueueScreen({ mayWork }: { mayWork: boolean }) {
  const [params, change] = useAddress();
  const filters = useMemo(() => readQueueFilters((name) => params.get(name)), [params]);
  const { query, rows, first } = useQueue(filters);
  const ticked = useTicked(rows, params.toString());
  const [assigning, setAssigning] = useState<readonly ActionRow[] | null>(null);
  const [issuing, setIssuing] = useState<readonly ActionRow[]>([]);
  useShortcutPause(issuing.length > 0);
  const clear = () => ticked.set(new Set());
  const changing = useChangeActions(clear);
  const act = (chosen: readonly ActionRow[], wish: Wish) => changing.mutate({ actions: chosen.filter(isWork), wish });
  const search = useRef<HTMLInputElement>(null);
  useShortcuts('Queue', [{ keys: '/', label: 'Search fixes', run: () => search.current?.focus() }]);
  const router = useNavigate();
  const watch = useWatchActions(filters.watched !== undefined, clear);
  const work = [
    { keys: 'c', label: 'Claim', run: (chosen: ActionRow[]) => act(chosen, CLAIM) },
    { keys: 'a', label: 'Assign', run: (chosen: ActionRow[]) => setAssigning(chosen.filter(isWork)) },
    { keys: 'i', label: 'Create issues…', run: (chosen: ActionRow[]) => setIssuing(chosen.filter(isWork)) },
  ];
  return (
    <>
      <PageHead
        title={useTitleInScope('Queue', 'Actions')}
        answer={answerOf(first, filters)}
        actions={<QueueExport filters={filters} first={first} />}
      />
      <LaneTabs
        lanes={first?.lanes ?? null}
        lane={filters.lane ?? ''}
        onLane={(lane) => change({ lane: lane || null })}
      />
      <Toolbar filters={filters} change={change} searchRef={search} />
      <PagedTable
        auto
        query={query}
        noun="fixes"
        moreLabel="Load more fixes"
        label="Fixes"
        columns={COLUMNS}
        renderCard={renderCard}
        rowName={rowName}
        rowHeight={ROW_HEIGHT}
        keepsPlace
        selection={ticked.ids}
        onSelectionChange={ticked.set}
        onOpen={(row) => router.push(pathOf(row.url))}
        shortcuts={mayWork ? [...work, watch] : [watch]}
        empty={<Empty filters={filters} onClear={() => change(NONE)} />}
      />
      <Ticked
        rows={ticked.rows}
        mayWork={mayWork}
        busy={changing.isPending}
        watch={watch}
        onClear={clear}
        onClaim={() => act(ticked.rows, CLAIM)}
        onFixed={() => act(ticked.rows, FIXED)}
        onAssign={() => setAssigning(ticked.rows.filter(isWork))}
        onIssues={() => setIssuing(ticked.rows.filter(isWork))}
      />
      {issuing.length === 0 ? null : <IssuesDialog rows={issuing} onClose={() => setIssuing([])} onDone={clear} />}
      {assigning === null || assigning.length === 0 ? null : (
        <AssignDialog
          actions={assigning}
          open
          onOpenChange={(open) => (open ? undefined : setAssigning(null))}
          onDone={clear}
        />
      )}
    </>
  );
}
