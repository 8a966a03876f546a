import type { BulkChange } from '#db/queries/bulk-changes.ts';
import { findNames } from '#db/queries/comments.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { deleteOverrides, findSeverityOverrides, insertOverrides } from '#db/queries/severity-overrides.ts';
import { REMOVED_NAME } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { KnownFinding } from '#lib/domain/finding/known-finding.ts';
import type { ReplacedSeverity } from '#lib/domain/finding/replaced.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { overrideSeverity } from './override-severity.ts';

interface Return {
  finding: KnownFinding;
  before: ReplacedSeverity | null;
}

/** Gives findings the severity that they had before a change, by whom they had it. @returns how many findings changed */
export async function giveBackSeverity(
  ctx: Context,
  at: LockedRepository,
  changes: readonly BulkChange[],
): Promise<number> {
  const returns = await returnsOf(at, changes);
  if (returns.length === 0) return 0;
  const { tx, scope } = at;
  const unset = returns.filter(({ before }) => before === null).map(({ finding }) => finding);
  await deleteOverrides(
    tx,
    scope,
    unset.map(({ number }) => number),
  );
  const again = returns.flatMap(({ finding, before }) => (before === null ? [] : [{ finding, before }]));
  await insertAgain(at, again);
  const ledger = new Changes();
  await overrideSeverity(at, ledger, unset, null);
  for (const [severity, group] of Map.groupBy(again, ({ before }) => before.severity)) {
    const findings = group.map(({ finding }) => finding);
    await overrideSeverity(at, ledger, findings, severity, { reason: 'A change of many findings was undone.' });
  }
  await commit(at, ledger, { upload: 0, ...causeOf(ctx) });
  return returns.length;
}

/** Those that still have the severity that the change gave them: set at its time, by who made it. */
async function returnsOf({ tx, scope }: LockedRepository, changes: readonly BulkChange[]): Promise<Return[]> {
  const rated = changes.filter(({ replaced }) => replaced.what === 'severity');
  const numbers = rated.map(({ number }) => number);
  if (numbers.length === 0) return [];
  const findings = new Map((await findByNumbers(tx, scope, numbers)).map((one) => [one.number, one]));
  const overrides = new Map((await findSeverityOverrides(tx, scope, rated)).map((one) => [one.findingNumber, one]));
  return rated.flatMap(({ number, at, userId, replaced }) => {
    const [finding, override] = [findings.get(number), overrides.get(number)];
    const isStill = override?.setAt.getTime() === at.getTime() && override.setBy === userId;
    if (finding === undefined || !isStill || replaced.what !== 'severity') return [];
    return [{ finding, before: replaced.before }];
  });
}

async function insertAgain(
  { tx, scope }: LockedRepository,
  again: readonly { finding: KnownFinding; before: ReplacedSeverity }[],
): Promise<void> {
  if (again.length === 0) return;
  const people = again.flatMap(({ before }) => before.setBy ?? []);
  const names = await findNames(tx, scope, [...new Set(people)]);
  const rows = again.map(({ finding, before: { tokenName, setAt, ...before } }) => {
    const setterName = tokenName ?? names.get(before.setBy ?? 0) ?? REMOVED_NAME;
    return { ...before, findingNumber: finding.number, setAt: new Date(setAt), setterName };
  });
  await insertOverrides(tx, scope, rows);
}
