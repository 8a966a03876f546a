import type { ActionGroupRow } from '#db/queries/actions-write.ts';
import { findKevDue } from '#db/queries/exploited-findings.ts';
import { exploitOf, isExploited } from '#lib/domain/finding/exploit.ts';
import type { LockedRepository } from './changes.ts';

/** The groups, those that KEV lists with the date by which it wants them fixed. Asks only where there are such. */
export async function withKevDue(
  { tx, scope }: LockedRepository,
  groups: readonly ActionGroupRow[],
): Promise<readonly ActionGroupRow[]> {
  const listed = groups
    .filter(({ exploit }) => isExploited(exploitOf(exploit)))
    .map(({ actionNumber }) => actionNumber);
  if (listed.length === 0) return groups;
  const keyOf = ({ actionNumber, accepted }: { actionNumber: number; accepted: boolean }) =>
    `${actionNumber} ${accepted}`;
  const due = new Map((await findKevDue(tx, scope, [...new Set(listed)])).map((row) => [keyOf(row), row.dueAt]));
  return groups.map((group) => {
    const kevDueAt = isExploited(exploitOf(group.exploit)) ? due.get(keyOf(group)) : undefined;
    return kevDueAt === undefined ? group : { ...group, kevDueAt };
  });
}
