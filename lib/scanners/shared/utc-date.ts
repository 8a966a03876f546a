import { asDate, asString } from './text.ts';

const ZONE = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)$/;

/**
 * A date that a tool wrote without its zone, taken as UTC whatever the zone of this machine; with one, as it says.
 * ISO 8601 or RFC 2822 (`Tue, 12 May 2020 20:57:30`); a bare number is none.
 */
export function asUtcDate(value: unknown): string | null {
  const text = typeof value === 'string' ? (asString(value)?.trim() ?? '') : '';
  if (!/\d{4}/.test(text)) return null;
  if (ZONE.test(text)) return asDate(text);
  return asDate(text.includes(':') ? (text.includes(',') ? `${text} UTC` : `${text}Z`) : text);
}
