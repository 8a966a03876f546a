import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_BATCH, nextBatch } from './batch-size.ts';

describe('the size of a batch of names', () => {
  it('halves after a slow one, down to one, doubles after a quick one, up to five hundred, and else stays', () => {
    expect([nextBatch(100, 251), nextBatch(100, 250), nextBatch(100, 125), nextBatch(100, 124)]).toEqual([
      50, 100, 100, 200,
    ]);
    expect([nextBatch(1, 9000), nextBatch(3, 9000), nextBatch(400, 1)]).toEqual([1, 1, 500]);
  });

  it('comes to one that takes no longer than a quarter of a second, whatever a group costs, and stays there', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 200, noNaN: true }), (each) => {
        let size = FIRST_BATCH;
        for (let turn = 0; turn < 20; turn += 1) size = nextBatch(size, size * each);
        for (let turn = 0; turn < 20; turn += 1) {
          expect(size * each).toBeLessThanOrEqual(250);
          size = nextBatch(size, size * each);
        }
      }),
    );
  });
});
