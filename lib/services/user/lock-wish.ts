import type { Transaction } from '#db/client.ts';
import { findUser } from '#db/queries/users.ts';
import { Fault } from '#lib/errors.ts';
import { lockPerson } from './lock-person.ts';

/**
 * Somebody who wants another address, while no other change of people can happen.
 * @throws Fault `forbidden` when the caller lost the right meanwhile; `not_found`; `conflict` when the person wants none
 */
export async function lockWish(tx: Transaction, caller: { orgId: number; userId: number | null }, id: number) {
  const { name, accountId } = await lockPerson(tx, caller, id, ({ role, disabled }) => ({
    ...{ kind: 'change', role, disabled },
  }));
  const user = await findUser(tx, { orgId: caller.orgId }, id);
  const wanted = user?.wantedEmail ?? null;
  if (user === null || wanted === null || accountId === null) {
    throw new Fault('conflict', 'This person wants no other address, or does not want it any more.');
  }
  return { name, accountId, email: user.email, wanted };
}
