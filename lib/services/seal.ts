import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Fault } from '#lib/errors.ts';

const ALGORITHM = 'aes-256-gcm';
const IV = 12;
const TAG = 16;
/** First byte, so that another way to encrypt can be told apart later. */
const VERSION = 1;

const bound = (key: string, purpose: string) => ({ key: Buffer.from(key, 'hex'), aad: Buffer.from(purpose) });

/**
 * Encrypts with AES-256-GCM. `purpose` names what the bytes are for, and whose: opened for another, they are refused.
 * @param hexKey 32 bytes
 */
export function seal(hexKey: string, purpose: string, plain: Buffer): Buffer {
  const { key, aad } = bound(hexKey, purpose);
  const iv = randomBytes(IV);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body]);
}

/** @throws Fault `configuration` for bytes that were sealed with another key or for another purpose, or changed */
export function open(hexKey: string, purpose: string, sealed: Buffer): Buffer {
  try {
    const { key, aad } = bound(hexKey, purpose);
    if (sealed[0] !== VERSION) throw new Error('unknown version');
    const iv = sealed.subarray(1, 1 + IV);
    const decipher = createDecipheriv(ALGORITHM, key, iv).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(1 + IV, 1 + IV + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(1 + IV + TAG)), decipher.final()]);
  } catch (error) {
    throw new Fault(
      'configuration',
      'What was encrypted cannot be read: ENCRYPTION_KEY is not the one it was made with.',
      {
        cause: error,
      },
    );
  }
}
