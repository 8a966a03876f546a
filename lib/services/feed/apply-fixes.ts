import { findOwnRecords, updateFixes } from '#db/queries/known-fixes.ts';
import { actionOf } from '#lib/domain/action/action.ts';
import { actionFactsOf } from '#lib/domain/action/facts.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { ensureActions } from '../upload/apply/ensure-actions.ts';
import { type FixDifference, findFixDifferences, wordsOf } from './find-fix-differences.ts';

const CHUNK = 2000;

/**
 * Gives findings whose reports name no fix those that the loaded records of OSV know, and takes away what they no longer
 * say. Such a finding leaves the action that waits for a fix for the upgrade, and back. Safe to repeat.
 * @param since only advisories of which a name was learned after this learning; null: all
 */
export async function applyFixes(at: LockedRepository, since: number | null): Promise<void> {
  const differences = await findFixDifferences(at, since);
  if (differences.length === 0) return;
  const changes = new Changes();
  changes.because.touched = 'disclosed';
  const work = { ...at, changes, actionNumbers: new Map<string, number>() };
  for (let from = 0; from < differences.length; from += CHUNK) await move(work, differences.slice(from, from + CHUNK));
  await commit(at, changes, { upload: 0, userId: null });
}

type Work = Parameters<typeof ensureActions>[0];

async function move(work: Work, chunk: readonly FixDifference[]): Promise<void> {
  const { tx, scope, changes } = work;
  const records = new Map(
    (
      await findOwnRecords(
        tx,
        scope,
        chunk.map(({ finding }) => finding.number),
      )
    ).map((row) => [row.number, row]),
  );
  const moving = chunk.flatMap(({ finding, fixes }) => {
    const own = records.get(finding.number);
    return own === undefined ? [] : [{ finding, fixes, own }];
  });
  const items = moving.map(({ own: { record, key }, fixes }) => {
    return { record, action: actionOf(actionFactsOf(record, key, fixes)) };
  });
  const actions = await ensureActions(work, items);
  const rows = moving.map(({ finding: { number, actionNumber, fixedVersions: before }, fixes }, index) => {
    changes.actions.add(actionNumber);
    if (before === null) changes.events.push({ number, kind: 'fix_known', detail: { versions: wordsOf(fixes) } });
    if (fixes === null) changes.events.push({ number, kind: 'fix_unknown', detail: null });
    return { number, fixedVersions: fixes === null ? null : [...fixes], actionNumber: actions[index] ?? actionNumber };
  });
  await updateFixes(tx, scope, rows);
}
