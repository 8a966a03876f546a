import { MARK_BEGINNING } from './secret-mark.ts';
import { MASK } from './shapes.ts';

/** Also one that a text was cut in. */
const MARKS = new RegExp(`${MARK_BEGINNING}[0-9a-f]{0,32}`, 'g');

/** What people see in place of a mark, in every text of a value; the very same value where there is none. */
export function maskMarks<T>(value: T): T {
  return masked(value) as T;
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(MARK_BEGINNING) ? value.replace(MARKS, MASK) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(masked);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let copy: Record<string, unknown> | null = null;
  for (const [key, item] of Object.entries(value)) {
    const result = masked(item);
    if (result === item) continue;
    copy ??= { ...value };
    copy[key] = result;
  }
  return copy ?? value;
}
