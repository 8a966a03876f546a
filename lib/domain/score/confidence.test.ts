import { describe, expect, it } from 'vitest';
import { freshness, targetShare } from './confidence.ts';

describe('freshness', () => {
  it.each([
    [-1, 1],
    [0, 1],
    [7, 1],
    [14, 0.71],
    [21, 0.5],
    [35, 0.25],
  ])('after %d days is %d', (days, share) => {
    expect(freshness(days)).toBeCloseTo(share, 2);
  });
  it('is nothing when never scanned, or when the age makes no sense', () => {
    expect(freshness(null)).toBe(0);
    expect(freshness(Number.NaN)).toBe(0);
    expect(freshness(Number.POSITIVE_INFINITY)).toBe(0);
  });
  it('stretches with the policy', () => {
    expect(freshness(30, 30)).toBe(1);
    expect(freshness(90, 30)).toBe(0.5);
  });
});

describe('targetShare', () => {
  it.each([
    [4, 1, 0.25],
    [4, 9, 1],
    [0, 0, 0],
    [0, 1, 1],
    [3, 0, 0],
  ])('with %d expected and %d scanned is %d', (expected, scanned, share) => {
    expect(targetShare(expected, scanned)).toBe(share);
  });
});
