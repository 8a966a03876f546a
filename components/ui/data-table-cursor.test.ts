import { describe, expect, it } from 'vitest';
import { placeOf } from './data-table-cursor.ts';

describe('the row under the keyboard', () => {
  it('stays on its row when others come and go', () => {
    expect(placeOf({ id: 'b', index: 1 }, ['a', 'b', 'c'])).toBe(1);
    expect(placeOf({ id: 'b', index: 1 }, ['new', 'a', 'b', 'c'])).toBe(2);
    expect(placeOf({ id: 'b', index: 1 }, ['b', 'c'])).toBe(0);
  });

  it('is at the next row when its own has left, at the last one when there is no next', () => {
    expect(placeOf({ id: 'b', index: 1 }, ['a', 'c'])).toBe(1);
    expect(placeOf({ id: 'c', index: 2 }, ['a', 'b'])).toBe(1);
  });

  it('is nowhere before the first move, and in an empty list', () => {
    expect(placeOf({ id: null, index: -1 }, ['a'])).toBe(-1);
    expect(placeOf({ id: 'a', index: 0 }, [])).toBe(-1);
  });
});
