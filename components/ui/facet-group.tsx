'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { formatTotal } from '#lib/format.ts';
import { Checkbox } from './checkbox.tsx';
import { cn } from './cn.ts';
import { SearchBox } from './search-box.tsx';

export interface FacetOption {
  value: string;
  label: ReactNode;
  /** How many would be shown; `null` when not counted. */
  count: number | null;
  atLeast?: boolean;
}

export interface FacetGroupProps {
  title: string;
  options: readonly FacetOption[];
  selected: readonly string[];
  onToggle: (value: string) => void;
  /** Options beyond this many wait behind "Show more". */
  limit?: number;
  defaultOpen?: boolean;
  /** Looks for further options by name; its answers come as `options`. */
  search?: { label: string; value: string; onChange: (text: string) => void } | undefined;
}

function Row({ option, checked, onToggle }: { option: FacetOption; checked: boolean; onToggle: () => void }) {
  const id = useId();
  const none = option.count === 0 && !checked;
  return (
    <li className="flex min-h-7 items-center gap-2 rounded-control px-1.5 hover:bg-hover pointer-coarse:min-h-11">
      <Checkbox id={id} checked={checked} onCheckedChange={onToggle} />
      <label
        htmlFor={id}
        className={cn('line-clamp-3 min-w-0 flex-1 text-13 [overflow-wrap:anywhere]', none && 'text-faint')}
      >
        {option.label}
      </label>
      {option.count === null ? null : (
        <span className="text-12 text-faint">{formatTotal(option.count, option.atLeast)}</span>
      )}
    </li>
  );
}

export function FacetGroup(props: FacetGroupProps) {
  const { title, options, selected, onToggle, limit = 8, defaultOpen = true, search } = props;
  const [all, setAll] = useState(false);
  const chosen = new Set(selected);
  // What is chosen stays in view, however far down the list it is.
  const shown = all ? options : options.filter((option, index) => index < limit || chosen.has(option.value));
  const rest = options.length - shown.length;
  return (
    <details open={defaultOpen} className="group border-b py-1.5 last:border-b-0">
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-control px-1.5 font-medium text-13 [&::-webkit-details-marker]:hidden pointer-coarse:h-11">
        <span className="flex-1">{title}</span>
        {selected.length > 0 ? <span className="text-12 text-accent">{selected.length}</span> : null}
        <ChevronDown aria-hidden className="size-4 text-faint transition-transform group-open:rotate-180" />
      </summary>
      <fieldset className="min-w-0">
        <legend className="sr-only">{title}</legend>
        {search === undefined ? null : <SearchBox {...search} placeholder="Find by name" className="mx-1.5 my-1" />}
        <ul className="pb-1">
          {shown.map((option) => (
            <Row
              key={option.value}
              option={option}
              checked={chosen.has(option.value)}
              onToggle={() => onToggle(option.value)}
            />
          ))}
        </ul>
        {search !== undefined && search.value !== '' && options.length === selected.length ? (
          <p role="status" className="px-1.5 pb-1 text-12 text-faint">
            No other name has “{search.value}” in it.
          </p>
        ) : null}
        {rest > 0 || all ? (
          <button
            type="button"
            onClick={() => setAll(!all)}
            className="touch-target mb-1 ml-1.5 rounded-[3px] text-12 text-accent hover:underline"
          >
            {all ? 'Show fewer' : `Show ${rest} more`}
          </button>
        ) : null}
      </fieldset>
    </details>
  );
}
