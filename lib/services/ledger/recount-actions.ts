import type { ActionChange } from '#db/queries/actions-write.ts';
import {
  type ActionGroupRow,
  closeActions,
  findActionExamples,
  findActionGroups,
  findFixedVersions,
  updateActions,
} from '#db/queries/actions-write.ts';
import { type Action, actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import { type ActionLoadGroups, earliestDue } from '#lib/domain/action/load.ts';
import { DEFAULT_SLA } from '#lib/domain/action/sla.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceOf, severityOf } from '#lib/domain/finding/severity-number.ts';
import type { LockedRepository } from './changes.ts';

const CHUNK = 2000;
/** Counts the open findings of these actions again, and derives each title from what is open now. */
export async function recountActions(at: LockedRepository, actions: ReadonlySet<number>): Promise<void> {
  const numbers = [...actions].sort((a, b) => a - b);
  for (let from = 0; from < numbers.length; from += CHUNK) await recountChunk(at, numbers.slice(from, from + CHUNK));
}

async function recountChunk(at: LockedRepository, numbers: number[]): Promise<void> {
  const groups = Map.groupBy(await findActionGroups(at.tx, at.scope, numbers), (row) => row.actionNumber);
  const closed = numbers.filter((number) => !groups.has(number));
  if (closed.length > 0) await closeActions(at.tx, at.scope, closed, at.now);
  const open = numbers.filter((number) => groups.has(number));
  if (open.length === 0) return;
  const examples = await findActionExamples(
    at.tx,
    at.scope,
    open.map((number) => firstOf(groups.get(number) ?? [])),
  );
  const upgrades = examples.filter(({ record }) => isPackage(record)).map((row) => row.actionNumber);
  const versions = Map.groupBy(
    upgrades.length > 0 ? await findFixedVersions(at.tx, at.scope, upgrades) : [],
    (row) => row.actionNumber,
  );
  const rows = examples.map(({ actionNumber, key, record }): ActionChange => {
    const actionGroups = groups.get(actionNumber) ?? [];
    const count = actionGroups.reduce((sum, group) => sum + group.count, 0);
    const fixedVersions = versions.get(actionNumber)?.map((row) => row.versions);
    const action = actionOf(actionFactsOf(record, key), {
      count,
      fixedVersions: fixedVersions ?? [record.fixedVersions],
    });
    return actionRow(at, {
      number: actionNumber,
      action,
      category: record.category,
      count,
      groups: actionGroups,
    });
  });
  await updateActions(at.tx, at.scope, rows);
}

const firstOf = (groups: readonly ActionGroupRow[]): number => Math.min(...groups.map((group) => group.first));

function isPackage(record: FindingRecord): boolean {
  return record.category === 'dependency' || record.category === 'container';
}

function actionRow(
  at: LockedRepository,
  facts: { number: number; action: Action; category: Category; count: number; groups: ActionGroupRow[] },
): ActionChange {
  const load = loadOf(facts.groups);
  const dueAt = earliestDue(load, DEFAULT_SLA, at.repository.criticality);
  const { action } = facts;
  const { number, category, count: open } = facts;
  const { kind, title, target, effortKind } = action;
  return { number, kind, title, category, target, open, load, effortKind, dueAt };
}

/** Grouped rows in the form that an action's `load` column stores. */
export function loadOf(rows: readonly ActionGroupRow[]): ActionLoadGroups {
  const load: ActionLoadGroups = {};
  for (const row of rows) {
    const severity = severityOf(row.severity);
    const group = { count: row.count, confidence: confidenceOf(row.confidence), openedAt: row.openedAt.toISOString() };
    load[severity] = [...(load[severity] ?? []), group];
  }
  return load;
}
