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
  /** Gives fixes to people, sets severities and tags, comments. */
  work: boolean;
}

/** What lies above the list. */
export type TriageLayer =
  | { what: 'decide'; kind: Decision; row: FindingRow }
  | { what: 'bulk'; kind: Decision; which: BulkWhich }
  | { what: 'severity'; which: BulkWhich }
  | { what: 'tags'; which: BulkWhich }
  | { what: 'comment'; row: FindingRow }
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

/** What the keys of the list do to findings: each asks for what it needs first. */
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
  const change = (what: 'severity' | 'tags', rows: readonly FindingRow[]) => {
    if (selection.everything) open({ what, which: everythingOf(filters, scope) });
    else if (rows.length > 0) open({ what, which: { findings: rows.map(({ id }) => id) } });
  };
  const comment = (rows: readonly FindingRow[]) => {
    const [row, ...more] = rows;
    if (row === undefined) return;
    if (more.length === 0 && !selection.everything) return open({ what: 'comment', row });
    const title = 'A comment is about one finding';
    toast({ id: 'no-comment', title, description: 'Select one, or none and go to it with j and k.' });
  };
  const decides = [
    { keys: 'e', label: 'Accept the risk…', run: (rows: FindingRow[]) => decide('accepted', rows) },
    { keys: 'f', label: 'False positive…', run: (rows: FindingRow[]) => decide('false_positive', rows) },
  ];
  const works = [
    { keys: 'a', label: 'Assign its fix…', run: assign },
    { keys: 's', label: 'Set the severity…', run: (rows: FindingRow[]) => change('severity', rows) },
    { keys: 't', label: 'Change tags…', run: (rows: FindingRow[]) => change('tags', rows) },
    { keys: 'c', label: 'Comment…', run: comment },
  ];
  return {
    layer,
    decide,
    assign,
    change,
    close: () => setLayer(null),
    sentAbout: (id: string) => {
      sent.current = id;
    },
    /** The focus goes on in the list: at the next finding, where one was decided. */
    goOn: () => table.current?.goOn(sent.current),
    shortcuts: [...(rights.request ? decides : []), ...(rights.work ? works : [])],
  };
}

export type Triage = ReturnType<typeof useTriage>;
