'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { watchAction } from '#components/queries/actions.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import { formatCount } from '#lib/format.ts';

/** Watches fixes, or no longer where all that is listed is watched: each in every repository that its row is about. */
export function useWatchActions(isWatched: boolean, onDone: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  const watching = !isWatched;
  const { mutate, isPending } = useMutation({
    mutationFn: async (actions: readonly ActionRow[]) => {
      for (const { id, repositories } of actions) await watchAction(id, watching, repositories.count > 1);
    },
    onSuccess: (_done, actions) => {
      const count = formatCount(actions.length, 'fix', 'fixes');
      if (actions.length === 0) toast({ title: 'Nothing to watch: this ends by itself when a scanner reports' });
      else toast({ title: watching ? `You watch ${count}` : `You no longer watch ${count}` });
      onDone();
    },
    onError: (error) => toast({ title: 'Not all was changed', description: reasonOf(error), tone: 'failed' }),
    onSettled: () => client.invalidateQueries(),
  });
  // Connecting a scanner ends by itself: there is nothing to watch.
  const run = (rows: readonly ActionRow[]) => mutate(rows.filter(({ kind }) => kind !== 'coverage'));
  return { keys: 'w', label: isWatched ? 'Stop watching' : 'Watch', run, busy: isPending };
}
