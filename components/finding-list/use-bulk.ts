'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bulkPreviewQuery, requestBulk, undoBatch } from '#components/queries/exceptions.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { readAnew } from '#components/shared/decide/after-decision.ts';
import { UNDO_ID, UNDO_MS } from '#components/shared/decide/use-decide.ts';
import { useToast } from '#components/ui/toast.tsx';
import type { BulkPreviewBody, BulkRequest } from '#lib/contracts/exception-bulk.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';

/** Findings by their ids, or all that match a filter. */
export type BulkWhich = Pick<BulkPreviewBody, 'findings' | 'filter' | 'scope'>;

function useUndoBatch() {
  const client = useQueryClient();
  const { toast } = useToast();
  const { mutate } = useMutation({
    mutationFn: undoBatch,
    onSuccess: async ({ findings }) => {
      toast({ id: UNDO_ID, title: `Taken back: ${formatCount(findings, 'decision')}` });
      await readAnew(client);
    },
    onError: (error) => toast({ title: 'The decisions stay', description: reasonOf(error), tone: 'failed' }),
  });
  return mutate;
}

const SAID: Record<Decision, string> = { accepted: 'accepted', false_positive: 'marked as false positives' };

/** The dry run of a decision about many findings, and the decision. */
export function useBulk(which: BulkWhich, kind: Decision, onDone: () => void) {
  const client = useQueryClient();
  const { toast } = useToast();
  const undo = useUndoBatch();
  const preview = useQuery(bulkPreviewQuery({ ...which, kind }));
  const decide = useMutation({
    mutationFn: (asked: Pick<BulkRequest, 'reason' | 'evidence_url' | 'expires_at' | 'token'>) =>
      requestBulk({ ...which, kind, ...asked }),
    onSuccess: async ({ batch, findings, repositories, in_force: inForce }) => {
      onDone();
      toast({
        id: UNDO_ID,
        title: inForce
          ? `${formatCount(findings, 'finding')} ${SAID[kind]}`
          : `${formatCount(findings, 'decision')} asked for`,
        description: inForce
          ? `In ${formatCount(repositories, 'repository', 'repositories')}.`
          : 'They wait under Exceptions for somebody who decides.',
        action: { label: 'Undo', run: () => undo(batch) },
        duration: UNDO_MS,
      });
      await readAnew(client);
    },
    // Others decided meanwhile, or it is not known what became of it: only a new dry run tells what there is to decide.
    onError: () => preview.refetch(),
  });
  return { preview, decide };
}
