import type { Seen } from '#lib/domain/privilege/inventory.ts';
import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { dateOf, nameOf } from '../shared/values.ts';

/** The first version of the command line writes seconds since 1970, the second ISO 8601. */
export function timeOf(value: unknown): Date | null {
  if (typeof value !== 'number') return dateOf(value);
  const at = new Date(value * 1000);
  const year = Number.isNaN(at.getTime()) ? 0 : at.getUTCFullYear();
  return year >= 2005 && year <= 2200 ? at : null;
}

/** `[{Key, Value}]`, or an object as collectors write it. */
export function tagsOf(value: unknown): Record<string, string> | null {
  const pairs = Array.isArray(value)
    ? value.map(asRecord).map(({ Key, Value }): [unknown, unknown] => [Key, Value])
    : Object.entries(asRecord(value));
  if (value === undefined) return null;
  const tags = pairs.flatMap(([key, each]) => {
    const name = nameOf(key);
    return name === null ? [] : [[name, nameOf(each) ?? ''] as const];
  });
  return Object.fromEntries(tags);
}

export const latest = (times: readonly Seen[]): Seen =>
  times.reduce<Seen>((found, at) => {
    if (found instanceof Date && at instanceof Date) return found > at ? found : at;
    if (at instanceof Date || found instanceof Date) return at instanceof Date ? at : found;
    return found === null || at === null ? null : 'never';
  }, 'never');

/** The account in an ARN; null for what is none. */
export const accountOf = (arn: unknown): string | null =>
  /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):/.exec(asString(arn) ?? '')?.[1] ?? null;

/** One text or several, as policies have it. */
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? asArray(value) : [value]).map(asString).filter((text) => text !== null);

/** A policy, also where it is still encoded as an address, as the API gives it. */
export function policyOf(value: unknown): Json[] | null {
  let policy = value;
  if (typeof policy === 'string') {
    try {
      policy = JSON.parse(policy.startsWith('%7B') ? decodeURIComponent(policy) : policy);
    } catch {
      return null;
    }
  }
  const { Statement } = asRecord(policy);
  if (Statement === undefined) return null;
  return (Array.isArray(Statement) ? Statement : [Statement]).map(asRecord);
}
