'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type GateFilters, gateFiguresQuery, gatesQuery } from '#components/queries/gates.ts';
import { policyHref } from '#components/queries/policy.ts';
import { OUTCOME_WORDS } from '#components/shared/outcome-words.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { PlaceChips } from '#components/shared/place-chips.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { RULE_EFFECTS } from '#lib/domain/policy/judgement.ts';
import { COLUMNS, GateCard } from './columns.tsx';
import { readGateFilters } from './filters.ts';
import { gateSentence } from './words.ts';

const OUTCOMES = [
  { value: '', label: 'Every outcome' },
  ...RULE_EFFECTS.toReversed().map((value) => ({ value, label: OUTCOME_WORDS[value] })),
];

function Empty({ filters, onClear }: { filters: GateFilters; onClear: () => void }) {
  if (filters.repo === null && filters.outcome === null) {
    return (
      <EmptyState kind="nothing-yet" title="No report was judged yet">
        The policy judges every report when it takes effect.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      kind="filtered-out"
      title="No gate matches these filters"
      action={<Button onClick={onClear}>Show all</Button>}
    />
  );
}

/** What the policy said of reports, newest first: of everything, of a repository, or of a pipeline. */
export function GatesScreen() {
  const scope = useScope();
  const [params, change] = useAddress();
  const filters = readGateFilters((name) => params.get(name));
  const { data: figures } = useQuery(gateFiguresQuery(scope, filters));
  const query = useInfiniteQuery(gatesQuery(scope, filters));
  const title = useTitleInScope('Gate history');
  return (
    <>
      <PageHead
        above={<TextLink href={policyHref(null)}>Policy</TextLink>}
        title={title}
        {...(figures === undefined ? {} : { answer: gateSentence(figures) })}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Select
          aria-label="How the gate came out"
          className="w-full sm:w-52"
          options={OUTCOMES}
          value={filters.outcome ?? ''}
          onChange={({ target: { value } }) => change({ outcome: RULE_EFFECTS.find((one) => one === value) ?? null })}
        />
        <PlaceChips place={filters} onChange={change} />
      </div>
      <PagedTable
        query={query}
        noun="gates"
        moreLabel="Load older gates"
        empty={<Empty filters={filters} onClear={() => change({ repo: null, pipeline: null, outcome: null })} />}
        label="Gate history"
        columns={COLUMNS}
        renderCard={(row) => <GateCard row={row} />}
      />
    </>
  );
}
