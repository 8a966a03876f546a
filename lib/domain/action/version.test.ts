import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions, orderVersions, sharedNumbers, upgradeStep } from './version.ts';

describe('compareVersions', () => {
  it.each([
    ['1.2.3', '1.2.10', 'npm'],
    ['1.2.3-beta.2', '1.2.3', 'npm'],
    ['1.2.3-alpha', '1.2.3-beta', 'npm'],
    ['1.2.3-rc.1', '1.2.3-rc.2', 'npm'],
    ['v0.0.0-20190308221718-c2843e01d9a2', 'v0.0.0-20210101000000-aaaaaaaaaaaa', 'golang'],
    ['v0.0.0-20190308221718-c2843e01d9a2', 'v0.1.0', 'golang'],
    ['2.9.10', '2.9.10.8', 'maven'],
    ['2.0.0.M1', '2.0.0.RELEASE', 'maven'],
    ['5.3.0-SNAPSHOT', '5.3.0', 'maven'],
    ['1.0b2', '1.0', 'pypi'],
    ['1.0rc1', '1.0', 'pypi'],
    ['1.0', '1.0.post1', 'pypi'],
    ['1.0', '1!0.5', 'pypi'],
    ['1.1.1', '1.1.1b', 'generic'],
    ['1.1.1k', '1.1.1n', 'generic'],
    ['1.1.1n-0+deb11u3', '1.1.1n-0+deb11u5', 'deb'],
    ['1.0~rc1-1', '1.0-1', 'deb'],
    ['1:1.0', '2:0.1', 'deb'],
    ['1:1.1.1k-7.el8_6', '1:1.1.1k-9.el8_7', 'rpm'],
    ['3.0.7-r0', '3.0.7-r2', 'apk'],
    ['99999999999999999998', '99999999999999999999', 'generic'],
  ])('%s comes before %s (%s)', (low, high, ecosystem) => {
    expect(compareVersions(low, high, ecosystem)).toBe(-1);
    expect(compareVersions(high, low, ecosystem)).toBe(1);
  });
  it.each([
    ['1.0', '1.0.0', 'npm'],
    ['v1.2.3', '1.2.3', 'golang'],
    ['1.2.3+build5', '1.2.3', 'npm'],
    ['32.0.0-jre', '32.0.0-android', 'generic'],
  ])('%s is %s (%s) unless its text says more', (a, b, ecosystem) => {
    expect(Math.abs(compareVersions(a, b, ecosystem) ?? 9)).toBeLessThanOrEqual(ecosystem === 'generic' ? 1 : 0);
  });
  it.each(['main', 'c2843e01d9a2', '1843e01d9a2f', '', '*', 'x'.repeat(500), '1'.repeat(500)])(
    'does not compare %s',
    (word) => {
      expect(compareVersions(word, '1.0.0')).toBeNull();
    },
  );
  it('never throws, turns around with its arguments, and is transitive on plain numbers', () => {
    const plain = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.string(), fc.string(), plain, plain, plain, (x, y, a, b, c) => {
        const order = compareVersions(`1.${x}`, `1.${y}`);
        expect(compareVersions(`1.${y}`, `1.${x}`)).toBe(order === null ? null : 0 - order);
        const [ab, bc, ac] = [compareVersions(a, b), compareVersions(b, c), compareVersions(a, c)];
        if (ab === -1 && bc === -1) expect(ac).toBe(-1);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('upgradeStep', () => {
  it.each([
    ['4.17.15', '4.17.21', 'patch'],
    ['4.16.0', '4.17.21', 'minor'],
    ['3.9.9', '4.0.0', 'major'],
    ['1:1.0', '2:1.0', 'major'],
    [null, '4.0.0', 'unknown'],
    ['4.0.0', null, 'unknown'],
    ['main', '4.0.0', 'unknown'],
  ])('from %s to %s is %s', (from, to, step) => {
    expect(upgradeStep(from, to)).toBe(step);
  });
});

describe('sharedNumbers', () => {
  it('counts the leading numbers that two versions share', () => {
    expect(sharedNumbers('2.12.5', '2.12.4', null)).toBe(2);
    expect(sharedNumbers('2.15.0', '2.17.1', null)).toBe(1);
    expect(sharedNumbers('1.0', '2.0', null)).toBe(0);
    expect(sharedNumbers('main', '2.0', null)).toBe(0);
  });
});

describe('orderVersions', () => {
  it('puts the lowest first as people count, and what is no version last', () => {
    const versions = ['deadbee', '1.10.0', '2.0.0', '1.9.0', '2.0.0-rc1', '1.9', 'abc', '0.1'];
    const sorted = ['0.1', '1.9', '1.9.0', '1.10.0', '2.0.0-rc1', '2.0.0', 'abc', 'deadbee'];
    expect(versions.toSorted(orderVersions)).toEqual(sorted);
    expect(versions.toReversed().toSorted(orderVersions)).toEqual(sorted);
  });
});
