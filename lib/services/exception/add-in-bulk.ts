import type { Transaction } from '#db/client.ts';
import type { BulkFinding } from '#db/queries/exceptions-bulk.ts';
import { findLiveExceptions } from '#db/queries/exceptions-write.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { addExceptions } from './add-exceptions.ts';
import { inRepositories } from './in-repositories.ts';
import { tellExceptions } from './tell-exceptions.ts';
import type { AskedException, HowAdded } from './write-exceptions.ts';

export interface AddedTo {
  repoId: number;
  fullName: string;
  findings: number;
  score: { before: number | null; after: number | null };
}

/** Adds exceptions in several repositories; what got one meanwhile is left out. */
export async function addInBulk(
  tx: Transaction,
  at: { orgId: number; now: Date; userId: number | null; byToken: string | null },
  findings: readonly BulkFinding[],
  asked: AskedException,
  how: HowAdded,
): Promise<AddedTo[]> {
  return inRepositories(tx, at, findings, async (locked, own) => {
    const numbers = own.map(({ number }) => number);
    const live = new Set((await findLiveExceptions(tx, locked.scope, numbers)).map((one) => one.findingNumber));
    const changes = new Changes();
    const free = numbers.filter((number) => !live.has(number));
    const added = await addExceptions(locked, changes, free, asked, how);
    const { score } = await commit(locked, changes, { upload: 0, userId: at.userId, byToken: at.byToken });
    const kind = how.decider === null ? 'exception_requested' : 'exception_approved';
    await tellExceptions(locked, kind, added, { userId: at.userId });
    return { repoId: locked.scope.repoId, fullName: locked.repository.fullName, findings: added.length, score };
  });
}
