import type { Transaction } from '#db/client.ts';
import { findPrincipalsLike, insertErasures } from '#db/queries/privilege-erasures.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { type KnownPerson, subjectOf } from '#lib/domain/access-review/identity.ts';
import { settleErasures } from './settle-erasures.ts';

/**
 * Takes somebody who is removed out of the history of who may do what, in all systems, as far as it is known which accounts are
 * theirs: an account that might as well be somebody else's is left alone.
 * @param people everybody of the organization, the person too
 */
export async function eraseFromHistory(
  tx: Transaction,
  scope: OrganizationScope,
  { person, people, now }: { person: KnownPerson; people: readonly KnownPerson[]; now: Date },
): Promise<void> {
  const found = (await findPrincipalsLike(tx, scope, person.email)).filter(
    (held) => subjectOf(held, people)?.person === person.id,
  );
  for (const [repoId, principals] of Map.groupBy(found, (held) => held.repoId)) {
    const system = { ...scope, repoId };
    await lockRepository(tx, system);
    const numbers = [...new Set(principals.map(({ number }) => number))];
    await insertErasures(tx, system, numbers, now);
    await settleErasures(tx, system);
  }
}
