'use client';

import { useMemo, useState } from 'react';

/** What is selected: some rows, or everything that the filters match, loaded or not. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** All that match: rows that load later are selected too. */
  everything: boolean;
  change: (ids: Set<string>) => void;
  selectEverything: () => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Of the list with these filters only: with others, nothing is selected. */
export function useSelection(search: string, loaded: readonly string[]): Selection {
  const [chosen, setChosen] = useState({ search, ids: NONE, everything: false });
  const mine = chosen.search === search;
  const everything = mine && chosen.everything;
  const all = useMemo(() => (everything ? new Set(loaded) : NONE), [everything, loaded]);
  return {
    ids: everything ? all : mine ? chosen.ids : NONE,
    everything,
    change: (ids) => setChosen({ search, ids, everything: false }),
    selectEverything: () => setChosen({ search, ids: NONE, everything: true }),
    clear: () => setChosen({ search, ids: NONE, everything: false }),
  };
}
