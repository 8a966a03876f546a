import { findActionNumbers, insertActions } from '#db/queries/actions-write.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import type { Action } from '#lib/domain/action/action.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { Import } from './import.ts';

/** Where actions are made: the locked repository, and the numbers that are known by now. */
type Work = Pick<Import, 'tx' | 'scope' | 'now' | 'changes' | 'actionNumbers'>;

interface Item {
  record: FindingRecord;
  action: Action;
}

/** Returns each item's action number, creating new actions. Marks all of them for a recount by `commit`. */
export async function ensureActions(work: Work, items: readonly Item[]): Promise<number[]> {
  const wanted = new Map<string, Item>();
  for (const item of items) if (!work.actionNumbers.has(item.action.key)) wanted.set(item.action.key, item);
  if (wanted.size > 0) {
    const known = await findActionNumbers(work.tx, work.scope, [...wanted.keys()]);
    for (const [key, number] of known) work.actionNumbers.set(key, number);
    await addActions(
      work,
      [...wanted.values()].filter(({ action }) => !known.has(action.key)),
    );
  }
  return items.map(({ action }) => {
    const number = work.actionNumbers.get(action.key);
    if (number === undefined) throw new Error('an action has no number');
    work.changes.actions.add(number);
    return number;
  });
}

async function addActions(work: Work, fresh: Item[]): Promise<void> {
  if (fresh.length === 0) return;
  const first = await takeNumbers(work.tx, work.scope, 'action', fresh.length);
  const rows = fresh.map(({ record, action }, index) => {
    const { key, kind, title, target, effortKind } = action;
    work.actionNumbers.set(key, first + index);
    return { number: first + index, key, kind, title, category: record.category, target, effortKind };
  });
  await insertActions(work.tx, work.scope, work.now, rows);
}
