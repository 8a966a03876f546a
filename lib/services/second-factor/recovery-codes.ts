import { createHash, randomInt } from 'node:crypto';

/** How many are made. */
export const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. 16 of 30 are 78 bits: nobody finds one, even with the hashes in hand. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz23456789';
const LENGTH = 16;

/** `k3vd-92ms-xq7p-hn4c`. */
function newCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return letters.replace(/.{4}(?=.)/g, '$&-');
}

export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newCode);

/** Case, spaces and dashes do not count. */
export function hashRecoveryCode(accountId: number, code: string): Buffer {
  const letters = code.toLowerCase().replace(/[\s-]/g, '');
  return createHash('sha256').update(`recovery code ${accountId} ${letters}`).digest();
}
