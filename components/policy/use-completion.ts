'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { policySchemaQuery } from '#components/queries/policy.ts';
import { type Completion, completePolicy, type Suggestion } from './complete-policy.ts';

interface Open extends Completion {
  /** Where the cursor stands. */
  offset: number;
  /** Place of the one that Enter takes. */
  active: number;
}

export interface OpenCompletion extends Open {
  take: (suggestion: Suggestion) => void;
}

/** What may stand at the cursor of a text of YAML, and the keys to choose from it. The schema is read by who first writes. */
export function useCompletion(area: RefObject<HTMLTextAreaElement | null>, onChange: ((text: string) => void) | null) {
  const [isWritten, setWritten] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);
  const { data: schema } = useQuery({ ...policySchemaQuery(), enabled: isWritten && onChange !== null });
  const propose = (text: string, offset: number, isAsked: boolean): void => {
    const found = schema === undefined ? null : completePolicy(schema, text, offset);
    const isWanted = found !== null && (isAsked || offset > found.from);
    setOpen(isWanted ? { ...found, offset, active: 0 } : null);
  };
  const take = ({ word, insert }: Suggestion): void => {
    const { current } = area;
    if (current === null || open === null) return;
    current.focus();
    current.setSelectionRange(open.from, open.offset);
    const text = current.value.charAt(open.offset) === ':' ? word : insert;
    // As if it was typed, so that it can be undone. Where that is not known, the text is replaced.
    if (!document.execCommand('insertText', false, text)) {
      current.setRangeText(text, open.from, open.offset, 'end');
      onChange?.(current.value);
    }
    setOpen(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const { value, selectionStart } = event.currentTarget;
    if (event.ctrlKey && event.code === 'Space') {
      event.preventDefault();
      propose(value, selectionStart, true);
      return;
    }
    if (open === null) return;
    const { length } = open.suggestions;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? length - 1 : 0;
    const chosen = open.suggestions[open.active];
    if (step !== 0) setOpen({ ...open, active: (open.active + step) % length });
    else if (event.key === 'Enter' && chosen !== undefined) take(chosen);
    else if (event.key === 'Escape') setOpen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    open: open === null ? null : { ...open, take },
    handlers: {
      onKeyDown,
      onFocus: () => setWritten(true),
      onBlur: () => setOpen(null),
      /** The cursor went elsewhere. */
      onSelect: ({ currentTarget }: { currentTarget: HTMLTextAreaElement }) => {
        if (open !== null && currentTarget.selectionStart !== open.offset) setOpen(null);
      },
    },
    typed: (text: string, offset: number) => propose(text, offset, false),
  };
}
