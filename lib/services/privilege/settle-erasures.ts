import type { Transaction } from '#db/client.ts';
import { eraseReviewed, eraseReviewedGivers } from '#db/queries/access-review-erase.ts';
import {
  deleteErasures,
  type ErasedPrincipal,
  eraseGivers,
  eraseVersions,
  findErased,
  findPathTexts,
  noteErased,
  renewKeys,
  replacePathMember,
  writePathText,
} from '#db/queries/privilege-erasures.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { REMOVED_NAME } from '#db/queries/users.ts';
import { withoutPerson } from '#lib/domain/privilege/history/without-person.ts';

/**
 * Takes people who were erased out of the history of a system, whenever that was written. Whom its newest inventory still tells of is present as it tells; what
 * ended has no name, and neither has the rest from the inventory on that no longer tells of them. Counts stay. Call with the
 * repository locked. Safe to repeat.
 */
export async function settleErasures(tx: Transaction, scope: RepositoryScope): Promise<void> {
  if ((await findErased(tx, scope)).length === 0) return;
  await noteErased(tx, scope);
  const erased = await findErased(tx, scope);
  const humans = erased.filter(({ kind }) => kind === 'human');
  const numbers = {
    people: humans.map(({ number }) => number),
    owned: erased.flatMap(({ kind, number }) => (kind === 'human' ? [] : [number])),
    gone: erased.flatMap(({ stands, number }) => (stands ? [] : [number])),
  };
  const names = humans.flatMap((each) => each.names);
  await eraseGivers(tx, scope, names);
  await eraseReviewedGivers(tx, scope, names);
  await erasePaths(tx, scope, humans);
  await eraseReviewed(tx, scope, numbers);
  await eraseVersions(tx, scope, numbers);
  const gone = humans.filter(({ stands }) => !stands);
  await renewKeys(
    tx,
    scope,
    gone.map(({ number }) => number),
  );
  await deleteErasures(
    tx,
    scope,
    erased.flatMap(({ settled, number }) => (settled ? [number] : [])),
  );
}

const idOf = (number: number): string => `removed:${number}`;

async function erasePaths(tx: Transaction, scope: RepositoryScope, humans: readonly ErasedPrincipal[]): Promise<void> {
  const people = humans.map(({ ids, names, number }) => ({ ids, names, id: idOf(number), name: REMOVED_NAME }));
  const texts = people.flatMap(({ ids, names }) => [...ids, ...names]);
  for (const row of await findPathTexts(tx, scope, texts)) {
    const [first, second] = [withoutPerson(row.first, people), withoutPerson(row.second, people)];
    await writePathText(tx, scope, { ...row, first, second });
  }
  for (const { ids, number, settled } of humans) {
    // The next paths are compared with these sets.
    if (!settled) continue;
    for (const id of ids) await replacePathMember(tx, scope, { from: `person:${id}`, to: `person:${idOf(number)}` });
  }
}
