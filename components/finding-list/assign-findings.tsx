'use client';

import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { findingQuery } from '#components/queries/findings.ts';
import AssignDialog from '#components/shared/work/assign-dialog.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { useToast } from '#components/ui/toast.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';

/** So many findings are asked for their fixes at once. */
const MOST = 50;

export interface AssignFindingsProps {
  rows: readonly FindingRow[];
  onClose: () => void;
  onDone: () => void;
}

interface Fixes {
  state: 'loading' | 'failed' | 'ready';
  actions: ActionRow[];
}

/** The fixes of findings, each once. */
function useFixes(rows: readonly FindingRow[]): Fixes {
  const scope = useScope();
  return useQueries({
    queries: rows.slice(0, MOST).map(({ id }) => findingQuery(scope, id)),
    combine: (answers) => {
      const views = answers.flatMap(({ data }) => data ?? []);
      const fixes = views.flatMap(({ action, finding }) => (action && finding.state === 'open' ? [action] : []));
      const state = answers.some(({ isError }) => isError) ? 'failed' : 'ready';
      return {
        state: answers.some(({ isPending }) => isPending) ? 'loading' : state,
        actions: [...new Map(fixes.map((action) => [action.id, action])).values()],
      };
    },
  });
}

function refusalOf(rows: readonly FindingRow[], { state, actions }: Fixes): string | null {
  if (rows.length > MOST) return `At most ${MOST} findings at once: select fewer, or assign fixes in the queue.`;
  if (state === 'failed') return 'Their fixes could not be read. Try again.';
  if (state === 'ready' && actions.length === 0) return 'No open finding with a fix is among them.';
  return null;
}

/** Gives the fixes of findings to a person or a team: fixes are what people work on. */
export default function AssignFindings({ rows, onClose, onDone }: AssignFindingsProps) {
  const fixes = useFixes(rows);
  const refusal = refusalOf(rows, fixes);
  const { toast } = useToast();
  useEffect(() => {
    if (refusal === null) return;
    toast({ id: 'no-assignment', title: 'Nothing was assigned', description: refusal });
    onClose();
  }, [refusal, toast, onClose]);
  if (refusal !== null || fixes.state !== 'ready') return null;
  return (
    <AssignDialog
      actions={fixes.actions}
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      onDone={onDone}
    />
  );
}
