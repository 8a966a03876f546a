import type { Seen } from '#lib/domain/privilege/inventory.ts';
import { asBoolean, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';

/** Numbers of users, groups and safes begin with 0, which is Master's. */
export function vaultId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  return typeof value === 'string' && /^[0-9]{1,18}$/.test(value.trim()) ? String(Number(value)) : null;
}

/** Seconds since 1970; some members have milliseconds or microseconds. Null for what is no time. */
export function timeOf(value: unknown): Date | null {
  const number = typeof value === 'string' && /^\d{9,17}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return evdTime(asString(value));
  if (!Number.isFinite(number) || number <= 0) return null;
  const milliseconds = number > 1e14 ? number / 1000 : number > 1e11 ? number : number * 1000;
  const date = new Date(milliseconds);
  return date.getUTCFullYear() >= 1990 && date.getUTCFullYear() <= 2200 ? date : null;
}

/**
 * As the vault's export writes them: the year first. With the day or the month first nothing tells which is which, so
 * that these are not told.
 */
function evdTime(text: string | null): Date | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60;
  return isReal && year >= 1990 && year <= 2200 ? date : null;
}

/** Nothing, 0 and dates before there were vaults stand for never; a member that is not there tells nothing. */
export function vaultSeen(row: Json, name: string): Seen {
  if (!Object.hasOwn(row, name)) return null;
  const value = row[name];
  if (value === null || value === '' || value === 0 || value === '0') return 'never';
  if (typeof value === 'number' && value < 0) return 'never';
  return timeOf(value);
}

/** A setting stands as its value, or as `{isActive}` with where it comes from; spelled `isActive` or `IsActive`. */
export function settingOf(of: Json, name: string): boolean | null {
  const value = memberOf(of, name);
  if (!isRecord(value)) return asBoolean(value);
  return asBoolean(memberOf(value, 'isActive'));
}

export function numberSettingOf(of: Json, name: string): number | null {
  const value = memberOf(of, name);
  const number = isRecord(value) ? memberOf(value, 'value') : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : null;
}

/** Versions of PVWA differ in whether names begin with a capital. */
export function memberOf(of: Json, name: string): unknown {
  if (Object.hasOwn(of, name)) return of[name];
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return Object.hasOwn(of, capital) ? of[capital] : undefined;
}
