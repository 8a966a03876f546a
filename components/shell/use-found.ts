'use client';

import { useEffect, useState } from 'react';
import type { PaletteItem } from './palette-item.ts';

/** Looks for things beyond the static list; must stop when `signal` aborts. */
export type PaletteSearch = (query: string, signal: AbortSignal) => Promise<PaletteItem[]>;

const PAUSE = 150;
const MIN_LENGTH = 2;

export interface Found {
  state: 'idle' | 'busy' | 'failed';
  items: readonly PaletteItem[];
}

interface Answer extends Found {
  /** The text that this answers. */
  of: string;
}

const NOTHING: Answer = { of: '', state: 'idle', items: [] };

/**
 * What the search finds for exactly this text. Answers to an earlier text are never shown: whoever types on and presses
 * Enter would choose something that they did not ask for.
 */
export function useFound(query: string, search: PaletteSearch): Found {
  const text = query.trim();
  const [answer, setAnswer] = useState<Answer>(NOTHING);
  useEffect(() => {
    if (text.length < MIN_LENGTH) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      search(text, abort.signal).then(
        (items) => abort.signal.aborted || setAnswer({ of: text, state: 'idle', items }),
        () => abort.signal.aborted || setAnswer({ of: text, state: 'failed', items: [] }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, search]);
  if (text.length < MIN_LENGTH) return NOTHING;
  return answer.of === text ? answer : { state: 'busy', items: [] };
}
