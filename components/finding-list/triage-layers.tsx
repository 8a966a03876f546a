'use client';

import dynamic from 'next/dynamic';
import { useEffect } from 'react';
import type { Selection } from './use-selection.ts';
import type { Triage, TriageRights } from './use-triage.ts';

const loadDecide = () => import('#components/shared/decide/decide-dialog.tsx').then((one) => one.DecideDialog);
const loadBulk = () => import('./bulk-dialog.tsx');
const loadAssign = () => import('./assign-findings.tsx');
const loadSeverity = () => import('./severity-in-bulk.tsx');
const loadTags = () => import('./tags-in-bulk.tsx');
const loadComment = () => import('./comment-dialog.tsx');

const DecideDialog = dynamic(loadDecide, { ssr: false });
const BulkDialog = dynamic(loadBulk, { ssr: false });
const AssignFindings = dynamic(loadAssign, { ssr: false });
const SeverityInBulk = dynamic(loadSeverity, { ssr: false });
const TagsInBulk = dynamic(loadTags, { ssr: false });
const CommentDialog = dynamic(loadComment, { ssr: false });

/** Whoever works by keyboard types on at once: what the keys open is there by then, from the first key on. */
function useLoadedAhead(rights: TriageRights): void {
  const { request, work } = rights;
  useEffect(() => {
    // What could not be loaded is loaded again when it is asked for.
    const ignore = () => undefined;
    const load = () => {
      if (request)
        void Promise.all([loadDecide(), loadBulk(), import('#components/ui/dialog-layer.tsx')]).catch(ignore);
      if (work) void Promise.all([loadAssign(), loadSeverity(), loadTags(), loadComment()]).catch(ignore);
    };
    document.addEventListener('keydown', load, { once: true });
    return () => document.removeEventListener('keydown', load);
  }, [request, work]);
}

export interface TriageLayersProps {
  triage: Triage;
  rights: TriageRights;
  selection: Selection;
}

/** The dialogs of the list's keys, one at a time. */
export function TriageLayers({ triage, rights, selection }: TriageLayersProps) {
  useLoadedAhead(rights);
  const { layer, close, goOn, sentAbout } = triage;
  if (layer === null) return null;
  const done = () => {
    selection.clear();
    close();
  };
  switch (layer.what) {
    case 'decide': {
      const { row, kind } = layer;
      return (
        <DecideDialog
          key={`${kind} ${row.id}`}
          finding={{ id: row.id, ref: row.ref }}
          kind={kind}
          mayDecide={rights.decide}
          open
          onOpenChange={(open) => (open ? undefined : close())}
          onSent={() => {
            sentAbout(row.id);
            selection.clear();
          }}
          onClosed={goOn}
        />
      );
    }
    case 'bulk':
      return (
        <BulkDialog
          which={layer.which}
          kind={layer.kind}
          mayDecide={rights.decide}
          onClose={close}
          onDone={done}
          onClosed={goOn}
        />
      );
    case 'severity':
      return <SeverityInBulk which={layer.which} onClose={close} onDone={done} onClosed={goOn} />;
    case 'tags':
      return <TagsInBulk which={layer.which} onClose={close} onDone={done} onClosed={goOn} />;
    case 'comment':
      return <CommentDialog row={layer.row} onClose={close} onClosed={goOn} />;
    case 'assign':
      return <AssignFindings rows={layer.rows} onClose={close} onDone={selection.clear} />;
  }
}
