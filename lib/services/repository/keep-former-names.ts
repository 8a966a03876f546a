import { deleteFormerNames, findFormerNames } from '#db/queries/former-names.ts';
import { Fault } from '#lib/errors.ts';
import type { LockedRepository } from '../ledger/changes.ts';

/**
 * Gives up the former names that are not in `kept`: a first report under one of them makes a new repository.
 * @throws Fault invalid_input for a name that it never had
 */
export async function keepFormerNames({ tx, scope }: LockedRepository, kept: readonly string[]): Promise<void> {
  const known = await findFormerNames(tx, scope);
  const wanted = new Set(kept.map((name) => name.toLowerCase()));
  const given = known.filter((name) => !wanted.delete(name.toLowerCase()));
  if (wanted.size > 0) {
    const message = `may only name those that it has; ${[...wanted].join(', ')} is none`;
    throw new Fault('invalid_input', `former_names: ${message}.`, { fields: [{ path: 'former_names', message }] });
  }
  await deleteFormerNames(tx, scope, given);
}
