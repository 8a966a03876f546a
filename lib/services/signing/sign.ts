import { listSigningKeys, lockSigningKeys } from '#db/queries/signing-keys.ts';
import { inTransaction } from '#db/transaction.ts';
import { type SignedEnvelope, type Statement, signStatement } from '#lib/domain/signing/envelope.ts';
import type { System } from '#lib/system.ts';
import { makeKey, openKey } from './make-key.ts';

/**
 * Signs a statement about files with the installation's key, which is made when it is first needed.
 * @throws Fault `configuration` where ENCRYPTION_KEY is not the one that the key was encrypted with
 */
export async function sign(
  system: Pick<System, 'systemSql' | 'sinkKey' | 'now'>,
  statement: Statement,
): Promise<SignedEnvelope> {
  const known = openKey(await listSigningKeys(system.systemSql), system);
  const key =
    known ??
    (await inTransaction(
      system.systemSql,
      async (tx) => openKey(await lockSigningKeys(tx), system) ?? makeKey(tx, system),
    ));
  return signStatement(statement, key.id, key.privateKey);
}
