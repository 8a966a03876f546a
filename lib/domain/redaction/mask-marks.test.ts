import { describe, expect, it } from 'vitest';
import { maskMarks } from './mask-marks.ts';
import { MASK } from './shapes.ts';

const MARK = `redacted:hmac-${'ab'.repeat(16)}`;

describe('maskMarks', () => {
  it('shows people a mask for each mark, in all texts, also for one that was cut', () => {
    const given = { title: `a ${MARK} b ${MARK}`, list: [`x${MARK.slice(0, 20)}… [cut]`], at: { path: null, line: 3 } };
    const masked = { title: `a ${MASK} b ${MASK}`, list: [`x${MASK}… [cut]`], at: { path: null, line: 3 } };
    expect(maskMarks(given)).toEqual(masked);
  });

  it('gives back the very same value where there is none', () => {
    const value = { title: 'a', list: ['b', { c: null }] };
    expect(maskMarks(value)).toBe(value);
  });
});
