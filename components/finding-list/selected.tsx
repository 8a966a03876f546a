'use client';

import { BulkBar } from '#components/ui/bulk-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Total } from '#lib/contracts/common.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatTotal } from '#lib/format.ts';
import { linksTo } from './links-to.ts';
import type { Selection } from './use-selection.ts';
import type { Triage, TriageRights } from './use-triage.ts';

export interface SelectedProps {
  rows: readonly FindingRow[];
  total: Total | null;
  selection: Selection;
  rights: TriageRights;
  triage: Triage;
}

function EverythingButton({ rows, total, selection }: Pick<SelectedProps, 'rows' | 'total' | 'selection'>) {
  const all = rows.length > 0 && rows.every(({ id }) => selection.ids.has(id));
  if (!all || selection.everything || total === null) return null;
  if (total.relation === 'exact' && total.value <= rows.length) return null;
  return (
    <Button size="sm" variant="ghost" className="text-accent" onClick={selection.selectEverything}>
      Select all {formatTotal(total.value, total.relation === 'at_least')} that match
    </Button>
  );
}

/** What can be done with the selected findings. */
export function Selected({ rows, total, selection, rights, triage }: SelectedProps) {
  const { ids, everything, clear } = selection;
  const chosen = rows.filter(({ id }) => ids.has(id));
  const count = everything ? Math.max(total?.value ?? 0, chosen.length) : chosen.length;
  const key = (caps: string) => <Kbd className="ml-1">{caps}</Kbd>;
  return (
    <BulkBar
      count={count}
      onClear={clear}
      {...(everything ? { words: `All ${formatTotal(count, total?.relation === 'at_least')} that match` } : {})}
    >
      <EverythingButton rows={rows} total={total} selection={selection} />
      {rights.request ? (
        <>
          <Button size="sm" aria-haspopup="dialog" onClick={() => triage.decide('accepted', chosen)}>
            Accept risk… {key('E')}
          </Button>
          <Button size="sm" aria-haspopup="dialog" onClick={() => triage.decide('false_positive', chosen)}>
            False positive… {key('F')}
          </Button>
        </>
      ) : null}
      {rights.work ? (
        <>
          <Button size="sm" aria-haspopup="dialog" onClick={() => triage.change('severity', chosen)}>
            Severity… {key('S')}
          </Button>
          <Button size="sm" aria-haspopup="dialog" onClick={() => triage.change('tags', chosen)}>
            Tags… {key('T')}
          </Button>
        </>
      ) : null}
      {rights.work && !everything ? (
        <Button size="sm" aria-haspopup="dialog" onClick={() => triage.assign(chosen)}>
          Assign… {key('A')}
        </Button>
      ) : null}
      {everything || chosen.length === 0 ? null : (
        <CopyButton words="Copy as list" what="list" text={linksTo(chosen)} />
      )}
    </BulkBar>
  );
}
