'use client';

import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { SearchBox } from '#components/ui/search-box.tsx';
import { useWhenReady } from './use-when-ready.ts';

export interface Choice {
  id: string;
  label: string;
  note?: string;
}

export interface PickerProps {
  /** "Add a person". */
  label: string;
  /** Key of what is searched through. */
  of: QueryKey;
  /** What a text finds, at most a handful. */
  find: (text: string, signal: AbortSignal) => Promise<Choice[]>;
  busy: boolean;
  /** What picking does, as the button says it: "Add" by default. */
  verb?: string;
  onPick: (choice: Choice) => void;
}

/** Looks for something by name and offers to pick what it finds; Enter picks the first. */
export function Picker({ label, of, find, busy, verb = 'Add', onPick }: PickerProps) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const found = useQuery({
    queryKey: [...of, 'pick', wanted],
    queryFn: ({ signal }) => find(wanted, signal),
    enabled: wanted !== '',
    staleTime: 15_000,
    retry: false,
  });
  const choices = found.data ?? [];
  const [first] = choices;
  // Enter picks the first, also where it was pressed before anything was found.
  const enter = useWhenReady(first !== undefined && !busy, found.isFetching, () =>
    first === undefined ? undefined : onPick(first),
  );
  return (
    <div className="flex min-w-0 max-w-md flex-col gap-1">
      <SearchBox label={label} value={text} onChange={setText} onEnter={enter.ask} className="w-full" />
      {wanted === '' ? null : (
        <div role="status" className="text-13 text-soft">
          {found.error?.message}
          {found.data !== undefined && choices.length === 0 ? `Nothing found for “${wanted.slice(0, 100)}”.` : null}
        </div>
      )}
      {wanted === '' || choices.length === 0 ? null : (
        <ul className="flex flex-col divide-y rounded-control border">
          {choices.map((choice) => (
            <li key={choice.id} className="flex min-w-0 items-center justify-between gap-3 px-3 py-1.5">
              <span className="min-w-0 text-13 [overflow-wrap:anywhere]">
                {choice.label}
                {choice.note === undefined ? null : <span className="block text-12 text-faint">{choice.note}</span>}
              </span>
              <Button size="sm" busy={busy} aria-label={`${verb} ${choice.label}`} onClick={() => onPick(choice)}>
                {verb}
                {choice === first ? <Kbd>↵</Kbd> : null}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
