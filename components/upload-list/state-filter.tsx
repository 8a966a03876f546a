'use client';

import { cn } from '#components/ui/cn.ts';
import type { UploadListView } from '#lib/contracts/upload.ts';
import type { UploadState } from '#lib/domain/stream/upload-state.ts';
import { formatCompact } from '#lib/format.ts';
import { countIn, STATE_WORD, STATES } from './filters.ts';

export interface StateFilterProps {
  states: UploadListView['states'] | undefined;
  value: UploadState | null;
  onChange: (state: UploadState | null) => void;
}

function Choice({
  word,
  count,
  on,
  onClick,
}: {
  word: string;
  count: number | null;
  on: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={cn(
        'touch-target inline-flex h-7 items-center gap-1.5 rounded-control border px-2.5 text-12 transition-colors',
        on
          ? 'border-shape bg-pressed font-medium text-ink'
          : 'border-line-strong text-soft hover:bg-hover hover:text-ink',
      )}
    >
      {word}
      {count === null ? null : <span className={on ? 'text-soft' : 'text-faint'}>{formatCompact(count)}</span>}
    </button>
  );
}

/** One state or all, each with its number. */
export function StateFilter({ states, value, onChange }: StateFilterProps) {
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">State of the uploads shown</legend>
      <Choice word="All" count={null} on={value === null} onClick={() => onChange(null)} />
      {STATES.map((state) => (
        <Choice
          key={state}
          word={STATE_WORD[state]}
          count={countIn(states, state)}
          on={value === state}
          onClick={() => onChange(value === state ? null : state)}
        />
      ))}
    </fieldset>
  );
}
