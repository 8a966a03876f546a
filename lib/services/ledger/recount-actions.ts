import type { ActionChange } from '#db/queries/actions-write.ts';
import {
  type ActionGroupRow,
  closeActions,
  findActionExamples,
  findActionGroups,
  findFixedVersions,
  findStoredLoads,
  updateActions,
} from '#db/queries/actions-write.ts';
import { type Action, actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import { type ActionLoadGroups, earliestDue, isLiveSecret } from '#lib/domain/action/load.ts';
import type { SlaPolicy } from '#lib/domain/action/sla.ts';
import { exploitOf } from '#lib/domain/finding/exploit.ts';
import { type Category, SEVERITIES } from '#lib/domain/finding/finding.ts';
import type { FindingRecord } from '#lib/domain/finding/record.ts';
import { confidenceOf, severityNumber, severityOf } from '#lib/domain/finding/severity-number.ts';
import type { LiveSecrets } from '#lib/domain/outbox/event.ts';
import { type CountedAction, joinLive, newlyLive } from '#lib/domain/outbox/newly-live.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { withKevDue } from './with-kev-due.ts';

const CHUNK = 2000;

/** Upload (0: none) or person that changed the findings. */
interface Cause {
  upload: number;
  userId: number | null;
  sla: SlaPolicy;
}

/**
 * Counts the open and accepted findings of these actions again, and derives each title from what is open now.
 * @returns the secrets among them that are known as live only now; null when there is none
 */
export async function recountActions(
  at: LockedRepository,
  changes: Pick<Changes, 'actions' | 'weighed'>,
  by: Cause,
): Promise<LiveSecrets | null> {
  const numbers = [...changes.actions].sort((a, b) => a - b);
  let live: LiveSecrets | null = null;
  for (let from = 0; from < numbers.length; from += CHUNK) {
    const chunk = numbers.slice(from, from + CHUNK);
    const counted = await findActionGroups(at.tx, at.scope, chunk);
    live = joinLive(live, await recountChunk(at, changes, { numbers: chunk, counted }, by));
  }
  return live;
}

async function recountChunk(
  at: LockedRepository,
  // What they weighed before: the ledger tells what moved the score.
  { weighed }: Pick<Changes, 'weighed'>,
  { numbers, counted }: { numbers: number[]; counted: ActionGroupRow[] },
  by: Cause,
): Promise<LiveSecrets | null> {
  const groups = Map.groupBy(await withKevDue(at, counted), (row) => row.actionNumber);
  const closed = numbers.filter((number) => !groups.has(number));
  const cause = { at: at.now, upload: by.upload, userId: by.userId };
  if (closed.length > 0) weighed.push(...(await closeActions(at.tx, at.scope, closed, cause)));
  const open = numbers.filter((number) => groups.has(number));
  if (open.length === 0) return null;
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
  const rows = examples.map(({ actionNumber, key, record, fixedVersions: fixes }): ActionChange => {
    const actionGroups = groups.get(actionNumber) ?? [];
    // A fix of which all risk is accepted is still named by what it would close.
    const count = countOf(actionGroups, false) || countOf(actionGroups, true);
    const fixedVersions = versions.get(actionNumber)?.map((row) => row.versions);
    const facts = actionFactsOf(record, key, fixes);
    const action = actionOf(facts, {
      count,
      malicious: actionGroups.some(({ exploit }) => exploitOf(exploit) === 'malicious'),
      fixedVersions: fixedVersions ?? [facts.fixedVersions ?? []],
    });
    return actionRow(at, {
      number: actionNumber,
      action,
      category: record.category,
      groups: actionGroups,
      sla: by.sla,
    });
  });
  const live = await liveAmong(at, rows, { groups, examples });
  weighed.push(...(await updateActions(at.tx, at.scope, rows, cause)));
  return live;
}

interface Counted {
  groups: ReadonlyMap<number, ActionGroupRow[]>;
  examples: readonly { actionNumber: number; record: FindingRecord }[];
}

/** To be called before the loads are stored, which are compared with those of before. */
async function liveAmong(
  at: LockedRepository,
  rows: readonly ActionChange[],
  { groups, examples }: Counted,
): Promise<LiveSecrets | null> {
  const live = rows.flatMap(({ number, category }) => {
    const load = loadOf(groups.get(number) ?? [], false);
    return isLiveSecret({ category, load }) ? [{ number, category, load }] : [];
  });
  if (live.length === 0) return null;
  const records = new Map(examples.map(({ actionNumber, record }) => [actionNumber, record]));
  const before = await findStoredLoads(
    at.tx,
    at.scope,
    live.map(({ number }) => number),
  );
  const counted = live.map(({ number, category, load }): CountedAction => {
    const verified = (groups.get(number) ?? []).filter(
      ({ confidence, accepted }) => !accepted && confidenceOf(confidence) === 'verified',
    );
    // Not its name, which some scanners make of what they found.
    const rule = records.get(number)?.ruleId ?? '';
    return { number, category, load, finding: firstOf(verified), rule };
  });
  return newlyLive(counted, new Map(before.map((row) => [row.number, row.load])));
}

const firstOf = (groups: readonly ActionGroupRow[]): number => Math.min(...groups.map((group) => group.first));

function isPackage(record: FindingRecord): boolean {
  return record.category === 'dependency' || record.category === 'container';
}

function actionRow(
  at: LockedRepository,
  {
    number,
    action,
    category,
    groups,
    sla,
  }: { number: number; action: Action; category: Category; groups: ActionGroupRow[]; sla: SlaPolicy },
): ActionChange {
  const load = loadOf(groups, false);
  const dueAt = earliestDue(load, sla, at.repository.criticality, at.repository.exposure);
  const { kind, title, target, effortKind } = action;
  return {
    ...{ number, kind, title, category, target, effortKind, dueAt, load },
    severity: highestOf(load),
    open: countOf(groups, false),
    accepted: countOf(groups, true),
    acceptedLoad: loadOf(groups, true),
  };
}

/** As a number; null where nothing is open. */
function highestOf(load: ActionLoadGroups): number | null {
  const highest = SEVERITIES.find((severity) => load[severity] !== undefined);
  return highest === undefined ? null : severityNumber(highest);
}

function countOf(groups: readonly ActionGroupRow[], accepted: boolean): number {
  return groups.reduce((sum, group) => sum + (group.accepted === accepted ? group.count : 0), 0);
}

/** The open groups, or the accepted ones, in the form that an action's columns store. */
function loadOf(rows: readonly ActionGroupRow[], accepted: boolean): ActionLoadGroups {
  const load: ActionLoadGroups = {};
  for (const row of rows) {
    if (row.accepted !== accepted) continue;
    const severity = severityOf(row.severity);
    const exploit = exploitOf(row.exploit);
    const group = {
      ...{ count: row.count, confidence: confidenceOf(row.confidence), openedAt: row.openedAt.toISOString() },
      ...(exploit === 'none' ? {} : { exploit }),
      ...(row.loweredFrom === null ? {} : { loweredFrom: severityOf(row.loweredFrom) }),
      ...(row.kevDueAt === undefined ? {} : { kevDueAt: row.kevDueAt.toISOString() }),
    };
    load[severity] = [...(load[severity] ?? []), group];
  }
  return load;
}
