import type { Transaction } from '#db/client.ts';
import { type Efforts, findClosings, findEfforts, saveEfforts } from '#db/queries/efforts.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { changedEfforts, learnEffort, learningWindow } from '#lib/domain/action/learn-effort.ts';

/**
 * Learns the effort of each kind of fix anew, of what was verified in the year before today. Closings of the demo count for
 * the demo alone.
 */
export async function relearn(tx: Transaction, scope: OrganizationScope, now: Date): Promise<void> {
  const window = learningWindow(now);
  const closings = await findClosings(tx, scope, window);
  for (const demo of [false, true]) {
    const before = await findEfforts(tx, scope, demo);
    const after = learnEffort(
      closings.filter((closing) => closing.demo === demo),
      window.until,
    );
    const changed = changedEfforts(before, after);
    // A kind that nobody fixes any more keeps a row, which says when that began to count.
    const rows = [...new Set([...before.keys(), ...after.keys()])].map((effortKind) => ({
      ...{ effortKind, ...window },
      ...numbersOf(after, effortKind),
    }));
    await saveEfforts(tx, scope, demo, rows, { changed, now });
  }
}

function numbersOf(efforts: Efforts, kind: Parameters<Efforts['get']>[0]) {
  const { closings, medianHours } = efforts.get(kind) ?? { closings: 0, medianHours: 0 };
  return { closings, medianHours };
}
