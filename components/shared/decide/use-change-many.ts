'use client';

import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { reasonOf } from '#components/queries/fetch.ts';
import { useToast } from '#components/ui/toast.tsx';
import { readAnew } from './after-decision.ts';
import { UNDO_ID, UNDO_MS } from './use-decide.ts';

/** What is said when something is done. */
interface Said {
  title: string;
  description?: string;
}

/** What was changed, and what undoes it. */
export interface Changed extends Said {
  undo: (() => Promise<Said>) | null;
}

function useUndo() {
  const client = useQueryClient();
  const { toast } = useToast();
  const { mutate } = useMutation({
    mutationFn: (undo: () => Promise<Said>) => undo(),
    onSuccess: async (said) => {
      toast({ id: UNDO_ID, ...said });
      await readAnew(client);
    },
    onError: (error) => toast({ title: 'Nothing was undone', description: reasonOf(error), tone: 'failed' }),
  });
  return mutate;
}

/** Changes many findings at once after a dry run, with a way back. */
export function useChangeMany<Asked>(
  preview: UseQueryResult<unknown, unknown>,
  change: (asked: Asked) => Promise<Changed>,
  onDone: () => void,
) {
  const client = useQueryClient();
  const { toast } = useToast();
  const runUndo = useUndo();
  return useMutation({
    mutationFn: change,
    onSuccess: async ({ undo, ...said }) => {
      onDone();
      const action = undo === null ? {} : { action: { label: 'Undo', run: () => runUndo(undo) } };
      toast({ id: UNDO_ID, duration: UNDO_MS, ...said, ...action });
      await readAnew(client);
    },
    // Others changed them meanwhile, or it is not known what became of it: only a new dry run tells what there is to do.
    onError: () => preview.refetch(),
  });
}
