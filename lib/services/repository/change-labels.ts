import { deleteLabels, findLabels, insertLabels } from '#db/queries/labels.ts';
import { findRepositoryForUpdate } from '#db/queries/repositories.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { MAX_LABELS } from '#lib/domain/repository/label.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRepositoryToChange } from './require-repository-to-change.ts';

/** Labels to add and to remove, or all that it is to have. */
type Change = { add: readonly string[]; remove: readonly string[] } | { labels: readonly string[] };

/**
 * Changes the labels of a repository; returns all that it has afterwards. What others add or remove at the same time stays.
 * @throws Fault not_found, forbidden; invalid_input for more than 50 labels
 */
export async function changeLabels(ctx: Context, name: string, change: Change): Promise<string[]> {
  const { orgId, id: repoId, fullName } = await requireRepositoryToChange(ctx, name, 'settings:write');
  const scope = { orgId, repoId };
  return inTransaction(ctx.sql, async (tx) => {
    await findRepositoryForUpdate(tx, scope);
    const labelsNow = async () => (await findLabels(tx, ctx.readScope, [repoId])).map(({ label }) => label);
    const before = await labelsNow();
    const { add, remove } =
      'labels' in change
        ? { add: change.labels, remove: before.filter((label) => !change.labels.includes(label)) }
        : change;
    const removed = await deleteLabels(tx, scope, remove);
    const added = await insertLabels(tx, scope, add);
    const after = await labelsNow();
    if (after.length > MAX_LABELS) {
      const message = `must leave the repository at most ${MAX_LABELS} labels`;
      throw new Fault('invalid_input', `add: ${message}.`, { fields: [{ path: 'add', message }] });
    }
    if (added.length + removed.length > 0) {
      const target = { kind: 'repository', id: String(repoId), name: fullName } as const;
      await writeAudit(tx, auditSource(ctx), { verb: 'repository.labels_changed', target, detail: { added, removed } });
    }
    return after;
  });
}
