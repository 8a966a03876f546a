import type { Transaction } from '#db/client.ts';
import { countTagWords } from '#db/queries/finding-tags.ts';
import { MAX_ORGANIZATION_TAGS } from '#lib/domain/finding/tag.ts';
import { Fault } from '#lib/errors.ts';

/** @throws Fault invalid_input when the organization has more different tags than it may have */
export async function requireFewTags(tx: Transaction, scope: { orgId: number }): Promise<void> {
  const count = await countTagWords(tx, scope, MAX_ORGANIZATION_TAGS + 1);
  if (count <= MAX_ORGANIZATION_TAGS) return;
  const message = `would be more than ${MAX_ORGANIZATION_TAGS} different tags in the organization: use those that are there`;
  throw new Fault('invalid_input', `add: ${message}.`, { fields: [{ path: 'add', message }] });
}
