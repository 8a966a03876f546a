import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { TokenKind } from '#lib/domain/access/credential.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const PREFIX: Readonly<Record<TokenKind, string>> = { upload: 'plb_up_', api: 'plb_api_' };
const FORM = /^plb_(up|api)_([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

/** Random characters of base 62, each equally likely. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    // 248 is the largest multiple of 62 in a byte: larger values would favour some characters.
    for (const byte of randomBytes(length)) if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
  }
  return text;
}

function checksum(text: string): string {
  let value = crc32(text);
  let digits = '';
  while (digits.length < 6) {
    digits = (ALPHABET[value % 62] ?? '') + digits;
    value = Math.floor(value / 62);
  }
  return digits;
}

/** `plb_up_` or `plb_api_`, 32 random characters, 6 of CRC-32 over them: secret scanners can verify it offline. */
export function makeToken(kind: TokenKind): string {
  const body = PREFIX[kind] + randomBase62(32);
  return body + checksum(body);
}

/** Null for text that `makeToken` cannot have made: such a token is refused without asking the database. */
export function kindOfToken(token: string): TokenKind | null {
  const match = FORM.exec(token);
  if (!match || checksum(token.slice(0, -6)) !== match[3]) return null;
  return match[1] === 'up' ? 'upload' : 'api';
}

/** What the database stores. Tokens have 190 random bits, so a fast hash is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();
