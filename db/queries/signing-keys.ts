import type { InferSelectModel } from 'drizzle-orm';
import type { Connection, Transaction } from '../client.ts';
import type { signingKeys } from '../schema/access-review.ts';

export type SigningKey = InferSelectModel<typeof signingKeys>;

/** Every key that this installation ever signed with, the newest first. */
export async function listSigningKeys(sql: Connection): Promise<SigningKey[]> {
  return sql<SigningKey[]>`select * from signing_keys order by created_at desc, id`;
}

/** Nobody else makes or retires a key until the transaction ends. */
export async function lockSigningKeys(tx: Transaction): Promise<SigningKey[]> {
  await tx`lock table signing_keys in share row exclusive mode`;
  return listSigningKeys(tx);
}

export async function insertSigningKey(
  tx: Transaction,
  { id, publicKey, privateKey, createdAt }: { id: string; publicKey: Buffer; privateKey: Buffer; createdAt: Date },
): Promise<void> {
  await tx`
    insert into signing_keys (id, public_key, private_key, created_at)
    values (${id}, ${publicKey}, ${privateKey}, ${createdAt})`;
}

/** The key signs no more: its private part is destroyed, and its public part stays. */
export async function retireSigningKeys(tx: Transaction, now: Date): Promise<void> {
  await tx`update signing_keys set retired_at = ${now}, private_key = null where retired_at is null`;
}
