import type { BulkChange } from '#db/queries/bulk-changes.ts';
import type { Context } from '#lib/context.ts';
import { causeOf } from '../ledger/cause-of.ts';
import type { LockedRepository } from '../ledger/changes.ts';
import { applyTags } from './apply-tags.ts';

/** Findings from each of which the same was put on and taken off: one statement for all of them. */
const sameOf = ({ replaced }: BulkChange): string =>
  replaced.what === 'tags' ? JSON.stringify([replaced.added, replaced.removed]) : '';

/** Takes off what a change put on, and puts on what it took off. @returns how many findings changed */
export async function giveBackTags(
  ctx: Context,
  at: LockedRepository,
  changes: readonly BulkChange[],
): Promise<number> {
  const ofTags = changes.filter(({ replaced }) => replaced.what === 'tags');
  let count = 0;
  for (const group of Map.groupBy(ofTags, sameOf).values()) {
    const [first] = group;
    if (first?.replaced.what !== 'tags') continue;
    const { added: remove, removed: add } = first.replaced;
    const numbers = group.map(({ number }) => number);
    count += (await applyTags(at, numbers, { add, remove }, causeOf(ctx))).length;
  }
  return count;
}
