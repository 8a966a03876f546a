'use client';

import { useMemo, useRef, useState } from 'react';
import { findingSearch } from '#components/queries/findings.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { useRememberList } from '#components/shared/last-finding-list.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { useHydrated } from '#components/ui/clock.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { FilterBar } from '#components/ui/filter-chip.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useNavigate, useWithin } from '#components/ui/scope.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import { FINDING_EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';
import { formatCount } from '#lib/format.ts';
import { countSentence, countWords } from './count-sentence.ts';
import { FacetPanel } from './facet-panel.tsx';
import { cleared, describeFilters, NAMES, without } from './filters.ts';
import { FindingList } from './finding-list.tsx';
import { GroupList } from './lazy-group-list.tsx';
import { ListTools, useToolLayer } from './list-tools.tsx';
import { Toolbar } from './toolbar.tsx';
import { type UseFilters, useFilters } from './use-filters.ts';
import { useFindings } from './use-findings.ts';
import { useSelection } from './use-selection.ts';
import type { TriageRights } from './use-triage.ts';
import { ViewBar } from './view-bar.tsx';

function CopyAddress({ address }: { address: string }) {
  const hydrated = useHydrated();
  const origin = hydrated ? window.location.origin : '';
  const text = `${origin}${address}`;
  return <CopyButton words="Copy link" what="link to this list" text={text} className="pointer-coarse:h-11" />;
}

function UnknownNote({ names, view }: { names: readonly string[]; view: string | null }) {
  if (names.length === 0) return null;
  const words = names.map((name) => NAMES[name as keyof typeof NAMES] ?? name).join(', ');
  return (
    <p role="status" className="mb-3 text-13 text-soft">
      {view === null ? 'The address' : `The view “${view}”`} asks for something that does not exist ({words}); that part
      was left out.
    </p>
  );
}

function ChipBar({ filters, setFilters }: Pick<UseFilters, 'filters' | 'setFilters'>) {
  const chips = describeFilters(filters).map(({ name, value }) => ({
    id: name,
    name: NAMES[name],
    value,
    onRemove: () => setFilters((now) => without(now, name)),
  }));
  if (chips.length === 0) return null;
  return (
    <div className="mb-3">
      <FilterBar chips={chips} onClear={() => setFilters(cleared)} />
    </div>
  );
}

/** The head's sentence. Where nothing was measured or is counted, it does not claim zero. */
function answerOf(found: ReturnType<typeof useFindings>, { filters, grouped }: UseFilters): string {
  const { list, groups, total, measured, counted } = found;
  if (total === null) return (grouped ? groups : list).errorUpdateCount > 0 ? 'Not counted' : '\u00a0';
  if (!measured) return 'Nothing has been measured yet';
  if (!counted) return 'Nothing of it is counted';
  const sentence = countSentence(filters, total);
  const count = groups.data?.pages[0]?.total;
  if (!grouped || count === undefined || count.value === 0) return sentence;
  return `${sentence}, in ${formatCount(count.value, 'group', 'groups', count.relation === 'at_least')}`;
}

/** The findings explorer. All of its state is in the address. */
export function FindingsExplorer({ rights, columns }: { rights: TriageRights; columns: readonly FindingColumn[] }) {
  const state = useFilters();
  const { filters, unknown, search, setFilters, grouped, setGrouped } = state;
  const found = useFindings(filters, grouped);
  const within = useWithin();
  useRememberList(within === null ? search : findingSearch({ ...filters, repo: [within] }), state.path);
  const searchRef = useRef<HTMLInputElement>(null);
  const loaded = useMemo(() => found.rows.map(({ id }) => id), [found.rows]);
  const selection = useSelection(search, loaded);
  const [own, setOwn] = useState(columns);
  const [layer, setLayer] = useToolLayer();
  const router = useNavigate();
  useShortcuts('Findings', [{ keys: '/', label: 'Search', run: () => searchRef.current?.select() }]);
  const answer = answerOf(found, state);
  const facets = (
    <FacetPanel
      filters={filters}
      facets={found.measured && found.counted ? (found.facets.data ?? null) : null}
      pending={found.facets.isPlaceholderData}
      onChange={setFilters}
    />
  );
  return (
    <>
      <PageHead
        title={useTitleInScope('Findings')}
        answer={<span role="status">{answer}</span>}
        actions={
          <>
            <ExportButton
              list="findings"
              search={search}
              formats={FINDING_EXPORT_FORMATS}
              what={found.total === null ? 'findings' : countWords(filters, found.total)}
              disabled={found.total === null || found.total.value === 0}
            />
            <CopyAddress address={state.address} />
          </>
        }
      />
      <div className="flex items-start gap-6">
        <aside
          aria-label="Filters"
          className="sticky top-[calc(var(--top-bar)+16px)] max-h-[calc(100dvh-var(--top-bar)-32px)] w-[212px] shrink-0 overflow-y-auto max-[1440px]:hidden"
        >
          {facets}
        </aside>
        <div className="min-w-0 flex-1">
          <Toolbar
            filters={filters}
            onChange={setFilters}
            grouped={grouped}
            onGrouped={setGrouped}
            searchRef={searchRef}
            active={describeFilters(filters).filter(({ name }) => name !== 'q').length}
            tools={<ListTools state={state} own={own} setOwn={setOwn} layer={layer} setLayer={setLayer} />}
            answer={found.total === null ? 'Show the list' : `Show ${countWords(filters, found.total)}`}
          >
            {facets}
          </Toolbar>
          <ViewBar state={state} onViews={() => setLayer('views')} />
          <ChipBar filters={filters} setFilters={setFilters} />
          <UnknownNote names={unknown} view={state.named?.view?.name ?? null} />
          {grouped ? (
            <GroupList found={found} filters={filters} onFilters={setFilters} onOpen={(href) => router.push(href)} />
          ) : (
            <FindingList
              found={found}
              filters={filters}
              onFilters={setFilters}
              selection={selection}
              rights={rights}
              columns={state.columns}
              own={own}
              onOpen={(href) => router.push(href)}
            />
          )}
        </div>
      </div>
    </>
  );
}
