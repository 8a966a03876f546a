import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertBulkChanges } from '#db/queries/bulk-changes.ts';
import type { Context } from '#lib/context.ts';
import type { BulkTagPreview, BulkTagPreviewBody, BulkTagResult } from '#lib/contracts/finding-bulk.ts';
import { bulkToken } from '#lib/domain/decision/bulk-token.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { findSelection } from '../exception/find-selection.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { applyTags } from './apply-tags.ts';
import { requireFewTags } from './require-few-tags.ts';

/** Changes the tags of what was chosen, in each repository, and keeps what changed so that it can be undone. */
export async function tagFindings(
  ctx: Context,
  tx: Transaction,
  body: BulkTagPreviewBody,
  now: Date,
): Promise<BulkTagPreview & BulkTagResult> {
  const { all } = await findSelection(ctx, tx, body);
  const batch = randomUUID();
  const done = await inRepositories(tx, { orgId: ctx.orgId, now }, all, async (at, own) => {
    const numbers = own.map(({ number }) => number);
    const tagged = await applyTags(at, numbers, body, causeOf(ctx));
    const rows = tagged.map(({ number, added, removed }) => {
      return { findingNumber: number, replaced: { what: 'tags' as const, added, removed } };
    });
    await insertBulkChanges(tx, at.scope, { batch, at: now, userId: actedBy(ctx).personId }, rows);
    return tagged.length;
  });
  const changed = done.reduce((sum, count) => sum + count, 0);
  if (changed > 0) await requireFewTags(tx, ctx);
  const repositories = done.filter((count) => count > 0).length;
  const preview = { findings: all.length, changed, repositories_total: repositories, token: bulkToken(all) };
  return { ...preview, batch: changed === 0 ? null : batch };
}
