import type { Transaction } from '#db/client.ts';
import { countActiveAdministrators, findPerson, lockPeople, type NamedPerson } from '#db/queries/users.ts';
import {
  isActiveAdministrator,
  type Person,
  type PersonChange,
  refuseChangeOfPerson,
} from '#lib/domain/access/refuse-change-of-person.ts';
import { Fault } from '#lib/errors.ts';

/**
 * The person whom a change is about, after the rules were checked against everybody of the organization: no other change
 * of people can happen until the transaction ends.
 * @throws Fault `forbidden` when the caller lost the right meanwhile; `not_found`; `conflict` when a rule is against it
 */
export async function lockPerson(
  tx: Transaction,
  { orgId, userId }: { orgId: number; userId: number | null },
  id: number,
  changeOf: (person: Person) => PersonChange,
): Promise<NamedPerson> {
  const scope = { orgId };
  await lockPeople(tx, scope);
  // Somebody else may have changed the caller between the caller's request and the lock.
  const actor = userId === null ? null : await findPerson(tx, scope, userId);
  if (userId !== null && (actor === null || !isActiveAdministrator({ ...actor, invited: false }))) {
    throw new Fault('forbidden', 'You are no administrator any more.');
  }
  const person = await findPerson(tx, scope, id);
  if (person === null)
    throw new Fault('not_found', 'There is no such person. `GET /api/v1/users` lists those that there are.');
  const activeAdministrators = await countActiveAdministrators(tx, scope);
  const refusal = refuseChangeOfPerson({ actorId: userId, person, change: changeOf(person), activeAdministrators });
  if (refusal !== null) throw new Fault('conflict', refusal);
  return person;
}
