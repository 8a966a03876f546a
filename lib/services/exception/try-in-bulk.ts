import type { Context } from '#lib/context.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { tryAndTakeBack } from '../finding/try-and-take-back.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { type AddedTo, addInBulk } from './add-in-bulk.ts';
import type { Selection } from './find-selection.ts';

/** Makes a bulk decision and takes it back: what it did to each repository. */
export async function tryInBulk(ctx: Context, kind: Decision, { findings }: Selection): Promise<readonly AddedTo[]> {
  if (findings.length === 0) return [];
  const by = actedBy(ctx);
  const asked = { kind, reason: 'preview', evidenceUrl: null, expiresAt: null };
  return tryAndTakeBack(ctx, (tx, now) => {
    const at = { orgId: ctx.orgId, now, ...causeOf(ctx) };
    return addInBulk(tx, at, findings, asked, { requester: by, decider: by });
  });
}
