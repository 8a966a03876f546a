'use client';

import { type ChangeAddress, useAddress } from '#components/shared/use-address.ts';
import { Select } from '#components/ui/field.tsx';
import { FilterChip } from '#components/ui/filter-chip.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import type { RightFilters } from './filters.ts';

export const CLEAR = {
  ...{ q: null, mine: null, system: null, decision: null, verification: null, kind: null, high: null },
  ...{ reviewer: null, team: null },
};

const CHOICES = [
  {
    name: 'decision',
    label: 'Decision',
    options: [
      { value: '', label: 'Decided or not' },
      { value: 'none', label: 'Undecided' },
      { value: 'certify', label: 'Certified' },
      { value: 'revoke', label: 'To be revoked' },
      { value: 'change', label: 'To be changed' },
    ],
  },
  {
    name: 'verification',
    label: 'Whether it was done',
    options: [
      { value: '', label: 'Done or not' },
      { value: 'pending', label: 'No inventory since' },
      { value: 'present', label: 'Still there' },
      { value: 'unknown', label: 'Not known' },
      { value: 'verified', label: 'Verified' },
    ],
  },
  {
    name: 'kind',
    label: 'Kind of right',
    options: [
      { value: '', label: 'Every kind' },
      { value: 'right', label: 'Rights' },
      { value: 'membership', label: 'Memberships' },
      { value: 'own', label: 'Own permissions' },
    ],
  },
  {
    name: 'high',
    label: 'One by one or not',
    options: [
      { value: '', label: 'High or not' },
      { value: 'true', label: 'High: one by one' },
      { value: 'false', label: 'Not high' },
    ],
  },
] as const;

/** The name of who is asked, as far as the review tells it. */
function asked(review: ReviewDetail, kind: 'person' | 'team', id: string): string {
  const found = review.figures?.waiting.find((one) => one.kind === kind && String(one.id) === id);
  return found?.name ?? id;
}

interface ToolbarProps {
  review: ReviewDetail;
  filters: RightFilters;
  change: ChangeAddress;
}

function Chips({ review, filters, change }: ToolbarProps) {
  const [params] = useAddress();
  const [reviewer, team] = [params.get('reviewer'), params.get('team')];
  return (
    <>
      {filters.system === null ? null : (
        <FilterChip name="System" value={filters.system} onRemove={() => change({ system: null })} />
      )}
      {reviewer === null ? null : (
        <FilterChip
          name="Asked"
          value={asked(review, 'person', reviewer)}
          onRemove={() => change({ reviewer: null })}
        />
      )}
      {team === null ? null : (
        <FilterChip name="Asked" value={asked(review, 'team', team)} onRemove={() => change({ team: null })} />
      )}
    </>
  );
}

/** Filters of the rights of a review. */
export function RightsToolbar(props: ToolbarProps) {
  const { review, filters, change } = props;
  const systems = review.snapshots.map(({ system }) => ({ value: system, label: system }));
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search by name"
        placeholder="Search by name"
        value={filters.q}
        onChange={(q) => change({ q: q === '' ? null : q }, 'replace')}
        className="w-full sm:w-52"
      />
      <Select
        aria-label="Whose"
        className="max-sm:min-w-0 max-sm:flex-1 max-sm:basis-36 sm:w-40"
        options={[
          { value: '', label: review.may.read ? 'Everybody’s' : 'All of yours' },
          { value: 'true', label: 'You are asked' },
        ]}
        value={filters.mine ? 'true' : ''}
        onChange={({ target }) => change({ mine: target.value })}
      />
      {CHOICES.map(({ name, label, options }) => (
        <Select
          key={name}
          aria-label={label}
          className="max-sm:min-w-0 max-sm:flex-1 max-sm:basis-36 sm:w-40"
          options={options}
          value={filters[name]}
          onChange={({ target }) => change({ [name]: target.value })}
        />
      ))}
      {systems.length < 2 ? null : (
        <Select
          aria-label="System"
          className="max-sm:min-w-0 max-sm:flex-1 max-sm:basis-36 sm:w-40"
          options={[{ value: '', label: 'Every system' }, ...systems]}
          value={filters.system ?? ''}
          onChange={({ target }) => change({ system: target.value })}
        />
      )}
      <Chips {...props} />
    </div>
  );
}
