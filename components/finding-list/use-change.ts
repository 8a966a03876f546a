'use client';

import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { reasonOf } from '#components/queries/fetch.ts';
import { undoBulkChange } from '#components/queries/finding-bulk.ts';
import { readAnew } from '#components/shared/decide/after-decision.ts';
import { UNDO_ID, UNDO_MS } from '#components/shared/decide/use-decide.ts';
import { useToast } from '#components/ui/toast.tsx';
import { formatCount } from '#lib/format.ts';

function useUndo() {
  const client = useQueryClient();
  const { toast } = useToast();
  const { mutate } = useMutation({
    mutationFn: undoBulkChange,
    onSuccess: async ({ findings, kept }) => {
      const stay = kept === 0 ? {} : { description: `${formatCount(kept, 'finding')} changed since and stay.` };
      toast({ id: UNDO_ID, title: `Undone on ${formatCount(findings, 'finding')}`, ...stay });
      await readAnew(client);
    },
    onError: (error) => toast({ title: 'The change stays', description: reasonOf(error), tone: 'failed' }),
  });
  return mutate;
}

/** What was changed, and what undoes it. */
export interface Changed {
  title: string;
  batch: string | null;
}

/** Changes many findings at once after a dry run, with a way back. */
export function useChange<Asked>(
  preview: UseQueryResult<unknown, unknown>,
  change: (asked: Asked) => Promise<Changed>,
  onDone: () => void,
) {
  const client = useQueryClient();
  const { toast } = useToast();
  const undo = useUndo();
  return useMutation({
    mutationFn: change,
    onSuccess: async ({ title, batch }) => {
      onDone();
      const action = batch === null ? {} : { action: { label: 'Undo', run: () => undo(batch) } };
      toast({ id: UNDO_ID, title, duration: UNDO_MS, ...action });
      await readAnew(client);
    },
    // Others changed them meanwhile, or it is not known what became of it: only a new dry run tells what there is to do.
    onError: () => preview.refetch(),
  });
}
