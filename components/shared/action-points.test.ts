import { describe, expect, it } from 'vitest';
import { formatPoints } from './action-points.ts';

describe('the points of an action', () => {
  it.each([
    ['acme/web', { repository: 58.5, organization: 2 }, '+58.5 points for acme/web, +2.0 overall'],
    ['acme/web', { repository: 0.3, organization: 0 }, '+0.3 points for acme/web, less than 0.1 overall'],
    [null, { repository: null, organization: 8.2 }, '+8.2 points overall'],
  ])('say for whom: %s %o', (repo, points, text) => {
    expect(formatPoints({ repo, points })).toBe(text);
  });
});
