import type { ReactNode } from 'react';
import { Select, type SelectOption } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { SystemChoice } from './systems.tsx';

/** Null takes a value out of the address. */
export type Change = (values: Record<string, string | null>, way?: 'replace') => void;

interface Choice {
  name: string;
  label: string;
  options: readonly SelectOption[];
  value: string;
  /** The name that the address has for it, where it is another one. */
  change?: (value: string) => void;
}

interface ChoicesProps {
  change: Change;
  /** Absent: the list is not searched by name. */
  q?: string;
  choices: readonly Choice[];
  system: string | null;
  /** The list is of one system, which is not chosen here. */
  isOneSystem?: boolean;
  onSystem?: (system: string | null) => void;
  children?: ReactNode;
}

/** What a list is filtered by: two in a row on a phone, so that each can be read. */
export function Choices({ change, q, choices, system, isOneSystem = false, onSystem, children }: ChoicesProps) {
  return (
    <div className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      {q === undefined ? null : (
        <SearchBox
          label="Search by name"
          placeholder="Search by name"
          value={q}
          onChange={(next) => change({ q: next === '' ? null : next }, 'replace')}
          className="max-sm:col-span-2 sm:w-56"
        />
      )}
      {choices.map(({ name, label, options, value, change: own }) => (
        <Select
          key={name}
          aria-label={label}
          className="min-w-0 sm:w-48"
          options={options}
          value={value}
          onChange={({ target }) =>
            own === undefined ? change({ [name]: target.value === '' ? null : target.value }) : own(target.value)
          }
        />
      ))}
      {isOneSystem ? null : <SystemChoice value={system} onChange={onSystem ?? ((next) => change({ system: next }))} />}
      {children}
    </div>
  );
}
