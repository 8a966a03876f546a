import type { RowRecord } from './row.ts';

/** A record as it stands, and the fields in it that were said before and are not any more. */
export interface Merged {
  record: RowRecord;
  unknown: string[];
}

/** Settings in it are told one by one. */
const NESTED = 'controls';

/** What is said now over what was said before: null is "not told", so that what was known stays. */
export function mergeRecord(before: RowRecord, now: RowRecord, depth = 0): Merged {
  const record: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [was = null, is = null] = [before[name], now[name]];
    record[name] = is ?? was;
    if (is === null && was !== null) unknown.push(name);
    const isNested = depth > 0 || name === NESTED;
    if (!(isNested && depth < 2 && isObject(was) && isObject(is))) continue;
    const inner = mergeRecord(was, is, depth + 1);
    record[name] = inner.record;
    unknown.push(...inner.unknown.map((field) => `${name}.${field}`));
  }
  return { record, unknown: unknown.sort() };
}

const isObject = (value: unknown): value is RowRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
