import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignKeys, type KeyItem } from './assign-keys.ts';
import { hashKey } from './identity.ts';

const item = (base: string, place: string, repeats: KeyItem['repeats'] = 'ordinal'): KeyItem => ({
  base,
  place,
  repeats,
});

describe('assignKeys', () => {
  it('numbers true repeats in line order and joins the very same result', () => {
    const { keys, leaders } = assignKeys([item('a', '3'), item('a', '1'), item('b', '1'), item('a', '3')]);
    expect(keys).toEqual([hashKey('a', 1), hashKey('a', 0), hashKey('b', 0), hashKey('a', 1)]);
    expect([...leaders]).toEqual([0, 1, 2, 0]);
  });

  it('joins whatever is one finding by its nature', () => {
    const { keys, leaders } = assignKeys([item('a', 'x', 'merge'), item('a', 'y', 'merge')]);
    expect(keys).toEqual([hashKey('a'), hashKey('a')]);
    expect([...leaders]).toEqual([0, 0]);
  });

  it('gives the same keys in any order, one key to each different result, and leaders that lead themselves', () => {
    const anyItem = fc.record({
      base: fc.constantFrom('a', 'b', 'c', '__proto__'),
      place: fc.constantFrom('1', '2', '3', '4'),
      repeats: fc.constant<KeyItem['repeats']>('ordinal'),
    });
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 40 }), fc.infiniteStream(fc.nat()), (items, random) => {
        const order = items.map((_, index) => ({ index, weight: random.next().value ?? 0 }));
        order.sort((a, b) => a.weight - b.weight);
        const straight = assignKeys(items);
        const shuffled = assignKeys(order.map(({ index }) => items[index] ?? item('', '')));
        order.forEach(({ index }, position) => {
          expect(shuffled.keys[position]).toBe(straight.keys[index]);
        });
        const different = new Set(items.map(({ base, place }) => `${base} ${place}`));
        expect(new Set(straight.keys).size).toBe(different.size);
        straight.leaders.forEach((leader, index) => {
          expect(straight.leaders[leader]).toBe(leader);
          expect(straight.keys[leader]).toBe(straight.keys[index]);
        });
      }),
    );
  });
});
