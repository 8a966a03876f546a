import type { Known } from './rule-facts.ts';

/** A list with one thing changed. All others stay the very same objects. */
export function changeItem<T extends { readonly id: string }>(
  list: Known<readonly T[]>,
  id: string,
  change: Partial<T>,
): Known<readonly T[]> {
  return list?.map((item) => (item.id === id ? { ...item, ...change } : item)) ?? null;
}
