import { describe, expect, it } from 'vitest';
import { successesOf } from './score-view.ts';

describe('the last success of a category', () => {
  it('is the newest of its streams, in whatever order they come', () => {
    const [early, late] = [new Date('2026-03-01T00:00:00Z'), new Date('2026-03-02T00:00:00Z')];
    const rows = [early, late].map((at) => ({ category: 'sast' as const, at }));
    expect(successesOf(rows)).toEqual(new Map([['sast', late]]));
    expect(successesOf(rows.toReversed())).toEqual(new Map([['sast', late]]));
  });
});
