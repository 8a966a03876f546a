import type { Connection } from '#db/client.ts';
import { findRepositoryByName } from '#db/queries/repositories.ts';
import { isReservedName } from '#lib/contracts/reserved-names.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Checks the name of a repository that may have to be created. Repositories that exist keep their names.
 * @throws Fault `invalid_input` for a name that would shadow an address of another repository
 */
export async function requireFreeName(sql: Connection, orgId: number, fullName: string): Promise<void> {
  if (!isReservedName(fullName) || (await findRepositoryByName(sql, { orgId }, fullName))) return;
  const message = 'must not hold posture, findings or another address of repositories after owner/name';
  throw new Fault('invalid_input', `repo: ${message}.`, { fields: [{ path: 'repo', message }] });
}
