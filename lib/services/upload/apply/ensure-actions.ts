import { bulkInsert, Json } from '#db/bulk.ts';
import { findActionNumbers } from '#db/queries/actions-write.ts';
import { takeNumbers } from '#db/queries/numbers.ts';
import type { Action } from '#lib/domain/action/action.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import type { Import } from './import.ts';

const COLUMNS = [
  'org_id',
  'repo_id',
  'number',
  'key',
  'kind',
  'title',
  'category',
  'target',
  'open',
  'load',
  'lane',
  'effort_kind',
  'value',
  'gain',
  'due_at',
  'first_opened_at',
  'closed_at',
] as const;

interface Item {
  record: FindingRecord;
  action: Action;
}

/** The number of each action, made where it is new. All are touched: their loads are counted again at the end. */
export async function ensureActions(work: Import, items: readonly Item[]): Promise<number[]> {
  const wanted = new Map<string, Item>();
  for (const item of items) if (!work.actionNumbers.has(item.action.key)) wanted.set(item.action.key, item);
  if (wanted.size > 0) {
    const known = await findActionNumbers(work.tx, work.scope, [...wanted.keys()]);
    for (const [key, number] of known) work.actionNumbers.set(key, number);
    await insertActions(
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

async function insertActions(work: Import, fresh: Item[]): Promise<void> {
  if (fresh.length === 0) return;
  const first = await takeNumbers(work.tx, work.scope, 'action', fresh.length);
  const rows = fresh.map(({ record, action }, index) => {
    work.actionNumbers.set(action.key, first + index);
    const { orgId, repoId } = work.scope;
    return [
      orgId,
      repoId,
      first + index,
      action.key,
      action.kind,
      action.title,
      record.category,
      action.target,
      0,
      new Json('{}'),
      2,
      action.effortKind,
      0,
      0,
      null,
      work.now,
      null,
    ];
  });
  await bulkInsert(work.tx, 'actions', COLUMNS, rows);
}
