import { lockSigningKeys, retireSigningKeys } from '#db/queries/signing-keys.ts';
import { inTransaction } from '#db/transaction.ts';
import type { System } from '#lib/system.ts';
import { operatorActor, writeAuditForAll } from '../installation/write-audit-for-all.ts';
import { makeKey } from './make-key.ts';

/** Makes a new key to sign with. The one before is destroyed but for its public part: what it signed stays good. @returns the new key's id */
export async function rotateKey(
  system: Pick<System, 'systemSql' | 'sinkKey' | 'now'>,
  operator: string | undefined,
): Promise<string> {
  return inTransaction(system.systemSql, async (tx) => {
    await lockSigningKeys(tx);
    await retireSigningKeys(tx, system.now());
    const { id } = await makeKey(tx, system);
    const by = { at: system.now(), actor: operatorActor(operator) };
    await writeAuditForAll(tx, by, { verb: 'installation.signing_key_rotated', detail: { key: id } });
    return id;
  });
}
