import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from './cursor.ts';

const KEY = z.tuple([cursorInt, cursorInt]);

describe('a cursor', () => {
  it('goes on in the list that it was made for, and in no other', () => {
    const cursor = encodeCursor('findings -risk', [7, 9]);
    expect(decodeCursor('findings -risk', KEY, cursor)).toEqual([7, 9]);
    expect(decodeCursor('findings -risk', KEY, undefined)).toBeNull();
    // The same key in another order or list would skip rows without a word.
    for (const list of ['findings -opened', 'actions']) {
      expect(() => decodeCursor(list, KEY, cursor)).toThrow('not one of this list');
    }
  });

  it('is given when there is more, and only then', () => {
    expect(pageOf([1, 2, 3], 2, String)).toEqual({ items: [1, 2], next: '2' });
    expect(pageOf([1, 2], 2, String)).toEqual({ items: [1, 2], next: null });
    expect(pageOf([], 2, String)).toEqual({ items: [], next: null });
  });
});
