import type { Context } from '#lib/context.ts';
import type { TagChange } from '#lib/contracts/finding-people.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { applyTags } from './apply-tags.ts';
import { changeFinding } from './change-finding.ts';
import { noteFinding } from './note-finding.ts';
import { requireFewTags } from './require-few-tags.ts';
import { requireFinding } from './require-finding.ts';

/**
 * Puts tags on a finding and takes them off. What others change at the same time stays.
 * @throws Fault not_found, forbidden; invalid_input for more tags than a finding or the organization may have
 */
export async function changeTags(ctx: Context, id: string, change: TagChange): Promise<void> {
  const place = await requireFinding(ctx, id, 'finding:write');
  await changeFinding(ctx, place, async (at, { number }) => {
    const changed = await applyTags(at, [number], change, causeOf(ctx));
    if (changed.length === 0) return;
    await requireFewTags(at.tx, at.scope);
    await noteFinding(ctx, at, number, 'finding.tags_changed', { added: change.add, removed: change.remove });
  });
}
