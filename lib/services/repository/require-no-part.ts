import type { Connection } from '#db/client.ts';
import { findRepositoryByName } from '#db/queries/repositories.ts';
import { namesBeforePart } from '#lib/contracts/reserved-names.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Checks a name that a repository is to have from now on.
 * @param field what the caller named it in: `repo`, `name`
 * @throws Fault `invalid_input` for a name that is an address of a repository that exists: `acme/web/posture`
 */
export async function requireNoPart(sql: Connection, orgId: number, fullName: string, field: string): Promise<void> {
  for (const owner of namesBeforePart(fullName)) {
    if (!(await findRepositoryByName(sql, { orgId }, owner))) continue;
    const message = 'is the address of a part of another repository: choose another name';
    throw new Fault('invalid_input', `${field}: ${message}.`, { fields: [{ path: field, message }] });
  }
}
