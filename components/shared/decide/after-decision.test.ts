import { describe, expect, it } from 'vitest';
import type { FindingListView, FindingRow } from '#lib/contracts/finding.ts';
import { listAfter } from './after-decision.ts';

const row = (id: string) => ({ id, state: 'open', due_at: '2026-12-01T00:00:00Z', overdue: true }) as FindingRow;
const page = (ids: string[], value = 5): FindingListView => ({
  items: ids.map(row),
  next_cursor: null,
  total: { value, relation: 'exact' },
});
const pages = { pages: [page(['a', 'b']), page(['c'])], pageParams: [null, 'next'] };

describe('a cached list after a decision about one of its findings', () => {
  it('has lost it, and counts one fewer, where it does not show what is decided', () => {
    const after = listAfter(pages, 'b', 'accepted', ['open']);
    expect(after.pages.map(({ items }) => items.map(({ id }) => id))).toEqual([['a'], ['c']]);
    expect(after.pages.map(({ total }) => total.value)).toEqual([4, 4]);
    expect(after.pageParams).toEqual(pages.pageParams);
  });

  it('shows it as decided, and nothing as due, where it shows such', () => {
    const after = listAfter(pages, 'c', 'false_positive', ['open', 'false_positive']);
    expect(after.pages[1]?.items[0]).toMatchObject({ id: 'c', state: 'false_positive', due_at: null, overdue: false });
    expect(after.pages[0]?.total.value).toBe(5);
  });

  it('is the same object where it does not hold it: nothing is drawn anew', () => {
    expect(listAfter(pages, 'z', 'accepted', ['open'])).toBe(pages);
  });

  it('never counts below zero', () => {
    const few = { pages: [page(['a'], 0)], pageParams: [null] };
    expect(listAfter(few, 'a', 'accepted', ['open']).pages[0]?.total.value).toBe(0);
  });
});
