'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeAction } from '#components/queries/actions.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { ActionChangeInput } from '#lib/contracts/action-work.ts';
import { formatCount } from '#lib/format.ts';

export type Workable = Pick<ActionRow, 'id' | 'kind' | 'title' | 'repositories' | 'work'>;

/** A change of one or many, with what is said when it is done: "Claimed". */
export interface Wish {
  change: ActionChangeInput;
  done: string;
}

interface Outcome {
  changed: number;
  /** Why some stayed as they were. */
  kept: string[];
}

async function changeAll(actions: readonly Workable[], change: ActionChangeInput): Promise<Outcome> {
  const outcome: Outcome = { changed: 0, kept: [] };
  // One after another: each is its own decision, and one that is refused does not undo the others.
  for (const action of actions) {
    const everywhere = action.repositories.count > 1;
    try {
      const { changed, kept } = await changeAction(action.id, {
        ...change,
        everywhere,
        // What a group shows is the state of its first repository only.
        ...(everywhere ? {} : { revision: action.work.revision }),
      });
      outcome.changed += changed;
      outcome.kept.push(...kept.map(({ repo, reason }) => `${repo}: ${reason}`));
    } catch (error) {
      if (actions.length === 1) throw error;
      outcome.kept.push(`${action.title}: ${reasonOf(error)}`);
    }
  }
  return outcome;
}

/** Changes actions, says what came of it, and reads anew what screens show. */
export function useChangeActions(onDone?: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  return useMutation({
    mutationFn: ({ actions, wish }: { actions: readonly Workable[]; wish: Wish }) => changeAll(actions, wish.change),
    onSuccess: async ({ changed, kept }, { wish }) => {
      const [first, ...rest] = kept;
      const more = rest.length === 0 ? '' : ` And ${formatCount(rest.length, 'other', 'others')}.`;
      const title = changed > 1 ? `${wish.done}: ${formatCount(changed, 'fix', 'fixes')}` : wish.done;
      if (first === undefined) toast({ title: changed === 0 ? 'It was so already' : title });
      else
        toast({
          title: changed === 0 ? 'Nothing was changed' : title,
          description: `Left as it was. ${first}${more}`,
          tone: 'failed',
        });
      onDone?.();
      await client.invalidateQueries();
    },
    onError: async (error) => {
      toast({ title: 'Nothing was changed', description: reasonOf(error), tone: 'failed' });
      await client.invalidateQueries();
    },
  });
}
