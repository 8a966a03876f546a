'use client';

import { type ReactNode, useRef } from 'react';
import { Select } from '#components/ui/field.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { ChangeAddress } from './use-address.ts';

interface Choice {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChoose: (value: string) => void;
  className: string;
}

interface FilterBarProps {
  /** The screen, as the list of shortcuts calls it. */
  screen: string;
  /** Of the box: "Search repositories". */
  search: string;
  q: string;
  change: ChangeAddress;
  choices: readonly Choice[];
  children?: ReactNode;
}

/** What narrows a list: a box for names, and choices. `/` goes to the box. */
export function FilterBar({ screen, search: label, q, change, choices, children }: FilterBarProps) {
  const search = useRef<HTMLInputElement>(null);
  useShortcuts(screen, [{ keys: '/', label, run: () => search.current?.focus() }]);
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <SearchBox
        ref={search}
        label={label}
        value={q}
        onChange={(text) => change({ q: text.trim() }, 'replace')}
        shortcut="/"
        className="w-full sm:w-56"
      />
      {choices.map(({ label: name, options, value, onChoose, className }) => (
        <Select
          key={name}
          aria-label={name}
          options={options}
          value={value}
          onChange={(event) => onChoose(event.target.value)}
          className={className}
        />
      ))}
      {children}
    </div>
  );
}

/** A choice that stands in the address under `name`, unless it is the usual one. */
export const chosenAs =
  (change: ChangeAddress, name: string, usual = '') =>
  (value: string): void =>
    change({ [name]: value === usual ? null : value });
