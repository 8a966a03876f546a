import { describe, expect, it } from 'vitest';
import { secondsOf } from './retry.ts';

const NOW = new Date('2026-03-02T09:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['30', 30],
    [' 0 ', 0],
    ['Mon, 02 Mar 2026 09:01:30 GMT', 90],
    ['Mon, 02 Mar 2026 08:00:00 GMT', 0],
    ['soon', 5],
    [null, 5],
  ])('%s is %i seconds', (header, seconds) => expect(secondsOf(header, NOW)).toBe(seconds));
});
