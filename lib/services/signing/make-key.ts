import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertSigningKey, type SigningKey } from '#db/queries/signing-keys.ts';
import { keyIdOf } from '#lib/domain/signing/envelope.ts';
import type { System } from '#lib/system.ts';
import { open, seal } from '../seal.ts';

export interface OpenedKey {
  id: string;
  privateKey: KeyObject;
}

type Keyed = Pick<System, 'sinkKey' | 'now'>;

const purpose = (id: string): string => `signing key ${id}`;

/** A new key pair; its private part is stored encrypted, for this purpose alone. */
export async function makeKey(tx: Transaction, system: Keyed): Promise<OpenedKey> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url');
  const id = keyIdOf(bytes);
  const plain = privateKey.export({ format: 'der', type: 'pkcs8' });
  const sealed = seal(system.sinkKey(), purpose(id), plain);
  await insertSigningKey(tx, { id, publicKey: bytes, privateKey: sealed, createdAt: system.now() });
  return { id, privateKey };
}

/** The key that is in use; null: there is none. @throws Fault `configuration` where ENCRYPTION_KEY is another one */
export function openKey(keys: readonly SigningKey[], system: Pick<System, 'sinkKey'>): OpenedKey | null {
  const key = keys.find(({ retiredAt, privateKey }) => retiredAt === null && privateKey !== null);
  if (key?.privateKey == null) return null;
  const plain = open(system.sinkKey(), purpose(key.id), key.privateKey);
  return { id: key.id, privateKey: createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }) };
}
