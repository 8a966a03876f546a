import { keyedHash } from '#lib/domain/identity/hash.ts';

export const MARK_BEGINNING = 'redacted:hmac-';
/** Every mark in a text. */
export const MARKS = /redacted:hmac-[0-9a-f]{32}/g;
const MARK = /^redacted:hmac-([0-9a-f]{32})$/;

/** Whether it is a mark, and nothing else. */
export function isMark(text: string): boolean {
  return MARK.test(text);
}

/** What tells a secret from others without holding it. A mark that stands for a value has the value's own hash. */
export function secretHash(secretKey: Uint8Array, value: string): string {
  return MARK.exec(value)?.[1] ?? keyedHash(secretKey, value);
}

/** What stands in a stored report where the value was: the report, read again, gives the same findings. */
export function secretMark(secretKey: Uint8Array, value: string): string {
  return markOf(secretHash(secretKey, value));
}

/** The mark of what has this hash. */
export function markOf(hash: string): string {
  return MARK_BEGINNING + hash;
}
