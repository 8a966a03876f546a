'use client';

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { scopesQuery } from '#components/queries/scopes.ts';
import type { ChangeAddress } from '#components/shared/use-address.ts';
import { useSettled } from '#components/shared/use-settled.ts';
import { LabelledCheckbox } from '#components/ui/checkbox.tsx';
import { DayInput } from '#components/ui/day-input.tsx';
import { Input, Select } from '#components/ui/field.tsx';
import { FilterBar } from '#components/ui/filter-chip.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TREND_STEPS, type TrendStep } from '#lib/domain/trend/buckets.ts';
import { MOST_AGAINST, PERIODS, type TrendFilters } from './filters.ts';

const OWN = 'own';
const STEP_WORDS: Readonly<Record<TrendStep, string>> = { day: 'by day', week: 'by week', month: 'by month' };

interface ControlsProps {
  filters: TrendFilters;
  /** The organization's. */
  today: string;
  change: ChangeAddress;
}

function Period({ filters, today, change }: ControlsProps) {
  const { days, from, to } = filters;
  const options = [
    ...PERIODS.map((one) => ({ value: String(one), label: one === 365 ? 'Last year' : `Last ${one} days` })),
    { value: OWN, label: 'From … to …' },
  ];
  const choose = (value: string): void =>
    value === OWN
      ? change({ from, to, days: null })
      : change({ days: value === '90' ? null : value, from: null, to: null });
  return (
    <>
      <Select
        aria-label="Period"
        className="w-36"
        options={options}
        value={days === null ? OWN : String(days)}
        onChange={({ target: { value } }) => choose(value)}
      />
      {days !== null ? null : (
        <>
          <DayInput label="From" value={from} max={to} onChange={(value) => change({ from: value, to, days: null })} />
          <DayInput
            label="To"
            value={to}
            min={from}
            max={today}
            onChange={(value) => change({ from, to: value, days: null })}
          />
        </>
      )}
    </>
  );
}

const PAUSE_MS = 150;

/** Finds a part of the organization by its name; picking it adds it. */
function AddScope({ against, onAdd }: { against: readonly string[]; onAdd: (scope: string) => void }) {
  const scope = useScope();
  const [text, setText] = useState('');
  const { data = [] } = useQuery(scopesQuery(useSettled(text, PAUSE_MS)));
  const id = useId();
  const offered = data.filter((one) => one.scope !== scope && !against.includes(one.scope));
  const onChange = (value: string): void => {
    const found = offered.find((one) => one.scope === value);
    setText(found === undefined ? value : '');
    if (found !== undefined) onAdd(found.scope);
  };
  return (
    <>
      <Input
        type="search"
        list={id}
        aria-label="Compare with a team, a label or a repository"
        placeholder="Compare with…"
        className="w-52"
        value={text}
        disabled={against.length >= MOST_AGAINST}
        onChange={({ target: { value } }) => onChange(value)}
      />
      <datalist id={id}>
        {offered.map((one) => (
          <option key={one.scope} value={one.scope}>
            {one.name}
          </option>
        ))}
      </datalist>
    </>
  );
}

function Compare({ filters, change }: Omit<ControlsProps, 'today'>) {
  const { against } = filters;
  const set = (next: readonly string[]): void => change({ against: next.length === 0 ? null : next.join(',') });
  return (
    <>
      <AddScope against={against} onAdd={(scope) => set([...against, scope])} />
      <div className="flex h-8 items-center pointer-coarse:h-11">
        <LabelledCheckbox
          label="The time before"
          checked={filters.previous}
          onCheckedChange={(checked) => change({ previous: checked === true ? 'true' : null })}
        />
      </div>
      <FilterBar
        chips={against.map((one) => ({
          ...{ id: one, name: 'Compared with', value: one.slice(one.indexOf(':') + 1) },
          onRemove: () => set(against.filter((other) => other !== one)),
        }))}
        onClear={() => set([])}
      />
    </>
  );
}

/** Which time the charts show, in which steps, and beside what. */
export function Controls({ filters, today, change }: ControlsProps) {
  return (
    <div className="mb-6 flex flex-wrap items-end gap-x-3 gap-y-2">
      <Period filters={filters} today={today} change={change} />
      <Select
        aria-label="Steps"
        className="w-28"
        options={TREND_STEPS.map((value) => ({ value, label: STEP_WORDS[value] }))}
        value={filters.by}
        onChange={({ target: { value } }) => change({ by: value })}
      />
      <Compare filters={filters} change={change} />
    </div>
  );
}
