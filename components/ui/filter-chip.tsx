'use client';

import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

export interface FilterChipProps {
  /** "Severity". */
  name: string;
  /** "critical, high". */
  value: ReactNode;
  onRemove: () => void;
}

export function FilterChip({ name, value, onRemove }: FilterChipProps) {
  return (
    <span className="inline-flex min-h-7 max-w-full items-stretch rounded-control border border-line-strong bg-raised pl-2 text-12">
      <span className="shrink-0 self-center text-soft">{name}</span>
      <span className="mx-1.5 min-w-0 self-center py-1 font-medium [overflow-wrap:anywhere]">{value}</span>
      <button
        type="button"
        aria-label={`Remove filter ${name}`}
        onClick={onRemove}
        className="touch-target grid w-6 shrink-0 place-items-center rounded-r-control text-faint transition-colors hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

/** The chips above a table; "Clear all" appears with the first one. */
export function FilterBar({
  chips,
  onClear,
}: {
  chips: readonly (FilterChipProps & { id: string })[];
  onClear: () => void;
}) {
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {chips.map(({ id, ...chip }) => (
        <FilterChip key={id} {...chip} />
      ))}
      <Button size="sm" variant="ghost" onClick={onClear}>
        Clear all
      </Button>
    </div>
  );
}
