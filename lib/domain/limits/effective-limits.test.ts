import { describe, expect, it } from 'vitest';
import { effectiveLimits } from './effective-limits.ts';
import { stillCounted } from './judge-delivery.ts';

const installation = { ofSender: 60, ofOrganization: 600, atOnce: 4, storedBytes: 1000 };
const nothing = { ofSender: null, ofOrganization: null, storedBytes: null };

describe('the limits of an organization', () => {
  it('are those of the installation, unless it chose lower ones', () => {
    const none = { ofSender: false, ofOrganization: false, storedBytes: false };
    expect(effectiveLimits(installation, nothing)).toEqual({ ...installation, chosen: none });
    expect(effectiveLimits(installation, { ofSender: 10, ofOrganization: 100, storedBytes: 999 })).toEqual({
      ...{ ofSender: 10, ofOrganization: 100, atOnce: 4, storedBytes: 999 },
      chosen: { ofSender: true, ofOrganization: true, storedBytes: true },
    });
    // The installation was given lower ones after the organization chose.
    expect(effectiveLimits(installation, { ofSender: 61, ofOrganization: 601, storedBytes: 1001 })).toEqual({
      ...installation,
      chosen: none,
    });
    expect(effectiveLimits({ ...installation, storedBytes: null }, { ...nothing, storedBytes: 5 })).toMatchObject({
      ...{ storedBytes: 5, chosen: { storedBytes: true } },
    });
    expect(effectiveLimits({ ...installation, storedBytes: null }, nothing).storedBytes).toBeNull();
  });
});

describe('what counts of deliveries', () => {
  const at = new Date('2026-03-02T09:00:00Z');
  it.each([
    [0, 30],
    [30, 15],
    [60, 0],
    [600, 0],
    [-5, 30],
  ])('fades within a minute: after %i seconds', (seconds, left) => {
    expect(stillCounted({ used: 30, at }, 30, new Date(at.getTime() + seconds * 1000))).toBe(left);
  });
});
