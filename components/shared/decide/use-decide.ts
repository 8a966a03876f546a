'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { requestException, withdrawException } from '#components/queries/exceptions.ts';
import { isRefusal, reasonOf } from '#components/queries/fetch.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { afterDecision, readAnew } from './after-decision.ts';
import { beginDecision, endDecision, failDecision, type Wished } from './under-way.ts';

const DONE: Record<Decision, string> = {
  accepted: 'Risk accepted',
  false_positive: 'Marked as a false positive',
};

const NOT_DONE: Record<Decision, string> = {
  accepted: 'The risk is not accepted',
  false_positive: 'It is not marked as a false positive',
};

/** Long enough to go on to the next finding, or to another screen, and think better of it. */
export const UNDO_MS = 45_000;
/** Of the message that offers to undo the last decision. */
export const UNDO_ID = 'undo-decision';

/** Takes one decision back. */
function useUndo() {
  const client = useQueryClient();
  const { toast } = useToast();
  const { mutate } = useMutation({
    mutationFn: ({ exception }: { exception: string; ref: string }) => withdrawException(exception),
    onSuccess: async (_view, { ref }) => {
      toast({ id: UNDO_ID, title: 'Taken back', description: `${ref} is what it was before.` });
      await readAnew(client);
    },
    onError: (error, { ref }) =>
      toast({ title: `The decision about ${ref} stays`, description: reasonOf(error), tone: 'failed' }),
  });
  return mutate;
}

interface Sent {
  wished: Wished;
  /** Forgets what was written: it was taken. */
  onTaken: () => void;
}

/**
 * Decides about one finding: what it will be is shown at once, on every screen, and what it is comes back, with the reason
 * and a way to try again, when the server did not take it. False where one is on its way already.
 */
export function useDecide(): (wished: Wished, onTaken: () => void) => boolean {
  const client = useQueryClient();
  const { toast } = useToast();
  const undo = useUndo();
  const { mutate } = useMutation({
    mutationFn: ({ wished: { finding, ...rest } }: Sent) => requestException({ finding: finding.id, ...rest }),
    onSuccess: async (exception, { wished: { finding, kind }, onTaken }) => {
      onTaken();
      const { id: ofException, state } = exception;
      toast({
        id: UNDO_ID,
        title: state === 'in_force' ? DONE[kind] : 'Asked for',
        description: state === 'in_force' ? finding.ref : `${finding.ref} waits for somebody who decides.`,
        action: { label: 'Undo', run: () => undo({ exception: ofException, ref: finding.ref }) },
        duration: UNDO_MS,
      });
      const shown = state === 'in_force' ? afterDecision(client, finding.id, kind) : client.invalidateQueries();
      endDecision(finding.id);
      await shown;
    },
    onError: async (error, { wished, onTaken }) => {
      failDecision(wished, reasonOf(error));
      toast({
        id: `failed-${wished.finding.id}`,
        title: `${NOT_DONE[wished.kind]}: ${wished.finding.ref}`,
        description: reasonOf(error),
        tone: 'failed',
        // A refusal stays one; the form still has what was written.
        ...(isRefusal(error) ? {} : { action: { label: 'Try again', run: () => decide(wished, onTaken) } }),
      });
      await client.invalidateQueries({ queryKey: ['findings', 'one'] });
    },
  });
  function decide(wished: Wished, onTaken: () => void): boolean {
    const begins = beginDecision(wished);
    if (begins) mutate({ wished, onTaken });
    return begins;
  }
  return decide;
}
