import { learnEffort } from '#lib/domain/action/learn-effort.ts';
import type { Transaction } from '../client.ts';
import { findClosings, findEfforts, findLearnedWindow } from './efforts.ts';
import { isWaiting } from './recount-feeds.ts';
import type { CountedRow } from './recount-history.ts';
import type { OrganizationScope } from './scope.ts';

/** What is learned of efforts where the closings of the same window say something else; nothing while it is to be learned anew. */
export async function effortsOf(tx: Transaction, scope: OrganizationScope): Promise<CountedRow[]> {
  const window = await findLearnedWindow(tx, scope);
  if (window === null || (await isWaiting(tx, { keys: [`effort:${scope.orgId}`] }))) return [];
  const closings = await findClosings(tx, scope, window);
  const rows: CountedRow[] = [];
  for (const demo of [false, true]) {
    const stored = await findEfforts(tx, scope, demo);
    const own = closings.filter((closing) => closing.demo === demo);
    const counted = learnEffort(own, window.until);
    for (const kind of new Set([...stored.keys(), ...counted.keys()])) {
      const [before, after] = [textOf(stored.get(kind)), textOf(counted.get(kind))];
      if (before === after) continue;
      rows.push({
        name: `${kind}${demo ? ' of the demo' : ''}`,
        column: 'median_hours',
        stored: before,
        counted: after,
      });
    }
  }
  return rows;
}

const textOf = (learned: { closings: number; medianHours: number } | undefined): string | null =>
  learned === undefined || learned.closings === 0 ? null : `${learned.medianHours} of ${learned.closings}`;
