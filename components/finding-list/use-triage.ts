'use client';

import { type RefObject, useRef, useState } from 'react';
import type { FindingFilters } from '#components/queries/findings.ts';
import { useDecisionsUnderWay } from '#components/shared/decide/under-way.ts';
import type { TableHandle } from '#components/ui/data-table.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { useShortcutPause } from '#components/ui/shortcuts.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { FindingRow } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import type { BulkWhich } from './use-bulk.ts';
import type { Selection } from './use-selection.ts';
import { STATE_WORD } from './words.ts';

/** What the role of who looks may do about findings. */
export interface TriageRights {
  request: boolean;
  decide: boolean;
  /** Gives fixes to people. */
  work: boolean;
}

/** What lies above the list. */
export type TriageLayer =
  | { what: 'decide'; kind: Decision; row: FindingRow }
  | { what: 'bulk'; kind: Decision; which: BulkWhich }
  | { what: 'assign'; rows: readonly FindingRow[] };

export interface TriageProps {
  rights: TriageRights;
  filters: FindingFilters;
  selection: Selection;
  table: RefObject<TableHandle | null>;
}

/** Why nothing can be decided about a finding, or nothing. */
function refusalOf(row: FindingRow, isSaving: boolean): string | null {
  if (isSaving) return 'A decision about it is being saved.';
  if (row.state === 'fixed') return 'It is fixed: there is nothing to decide.';
  if (row.state !== 'accepted' && row.state !== 'false_positive') return null;
  return `It is decided already: ${STATE_WORD[row.state]}. Its page has the decision, and a way to end it.`;
}

/** Findings chosen by their filter, within the chosen scope. */
function everythingOf({ sort: _sort, ...filter }: FindingFilters, scope: string | null): BulkWhich {
  return { filter, ...(scope === null ? {} : { scope }) };
}

/** Decides about findings of the list and gives their fixes to people; what each needs is asked for first. */
export function useTriage({ rights, filters, selection, table }: TriageProps) {
  const [layer, setLayer] = useState<TriageLayer | null>(null);
  // Read when the dialog is gone, by what was drawn before it was sent.
  const sent = useRef<string | null>(null);
  const underWay = useDecisionsUnderWay();
  const { toast } = useToast();
  const scope = useScope();
  useShortcutPause(layer !== null);
  const open = (next: TriageLayer) => {
    sent.current = null;
    setLayer(next);
  };
  const decide = (kind: Decision, rows: readonly FindingRow[]) => {
    const [row, ...more] = rows;
    if (selection.everything) return open({ what: 'bulk', kind, which: everythingOf(filters, scope) });
    if (row === undefined) return;
    if (more.length > 0) return open({ what: 'bulk', kind, which: { findings: rows.map(({ id }) => id) } });
    const refusal = refusalOf(row, underWay.get(row.id)?.state === 'saving');
    if (refusal === null) open({ what: 'decide', kind, row });
    else toast({ id: 'no-decision', title: row.ref, description: refusal });
  };
  const assign = (rows: readonly FindingRow[]) => open({ what: 'assign', rows });
  const decides = [
    { keys: 'e', label: 'Accept the risk…', run: (rows: FindingRow[]) => decide('accepted', rows) },
    { keys: 'f', label: 'False positive…', run: (rows: FindingRow[]) => decide('false_positive', rows) },
  ];
  return {
    layer,
    decide,
    assign,
    close: () => setLayer(null),
    sentAbout: (id: string) => {
      sent.current = id;
    },
    /** The focus goes on in the list: at the next finding, where one was decided. */
    goOn: () => table.current?.goOn(sent.current),
    shortcuts: [
      ...(rights.request ? decides : []),
      ...(rights.work ? [{ keys: 'a', label: 'Assign its fix…', run: assign }] : []),
    ],
  };
}

export type Triage = ReturnType<typeof useTriage>;
