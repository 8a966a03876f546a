'use client';

import { useQuery } from '@tanstack/react-query';
import { bulkPreviewQuery, requestBulk, undoBatch } from '#components/queries/exceptions.ts';
import { useChangeMany } from '#components/shared/decide/use-change-many.ts';
import type { BulkPreviewBody, BulkRequest } from '#lib/contracts/exception-bulk.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { formatCount } from '#lib/format.ts';

/** Findings by their ids, or all that match a filter. */
export type BulkWhich = Pick<BulkPreviewBody, 'findings' | 'filter' | 'scope'>;

/** A single finding needs no look at what a change of it would do: who is quick need not wait for that. */
export const isOne = ({ findings }: BulkWhich): boolean => findings?.length === 1;

const SAID: Record<Decision, string> = { accepted: 'accepted', false_positive: 'marked as false positives' };

/** The dry run of a decision about many findings, and the decision. */
export function useBulk(which: BulkWhich, kind: Decision, onDone: () => void) {
  const preview = useQuery(bulkPreviewQuery({ ...which, kind }));
  const decide = useChangeMany(
    preview,
    async (asked: Pick<BulkRequest, 'reason' | 'evidence_url' | 'expires_at' | 'token'>) => {
      const { batch, findings, repositories, in_force: inForce } = await requestBulk({ ...which, kind, ...asked });
      return {
        title: inForce
          ? `${formatCount(findings, 'finding')} ${SAID[kind]}`
          : `${formatCount(findings, 'decision')} asked for`,
        description: inForce
          ? `In ${formatCount(repositories, 'repository', 'repositories')}.`
          : 'They wait under Exceptions for somebody who decides.',
        undo: async () => ({ title: `Taken back: ${formatCount((await undoBatch(batch)).findings, 'decision')}` }),
      };
    },
    onDone,
  );
  return { preview, decide };
}
