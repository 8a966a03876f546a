import { describe, expect, it } from 'vitest';
import { type TrustedName, trustedFingerprint } from './trusted-fingerprint.ts';

const NAMES: readonly TrustedName[] = [
  { name: 'lineHash', pathFree: true, ordinalAfter: ':', shape: /^[0-9a-f]{4,64}:\d{1,9}$/i },
  { name: 'match/v1', pathFree: false, ordinalAfter: '_' },
  { name: 'hash', pathFree: true },
];
const trusted = (written: Record<string, unknown>) => trustedFingerprint(written, NAMES);

describe('trustedFingerprint', () => {
  it('takes the first name of the list, without its ordinal', () => {
    expect(trusted({ hash: 'abc', lineHash: 'ab12cd:2' })).toEqual({ value: 'ab12cd', pathFree: true });
    expect(trusted({ 'match/v1': 'ff00_0' })).toEqual({ value: 'ff00', pathFree: false });
    expect(trusted({ 'match/v1': 'ff00_x' })?.value).toBe('ff00_x');
    expect(trusted({ 'match/v1': '_1' })?.value).toBe('_1');
    expect(trusted({ hash: 'abc_1' })?.value).toBe('abc_1');
  });

  it('goes on to the next name where a value is a placeholder or of another shape', () => {
    for (const nothing of ['requires login', 'None', 'n/a', '000', '', ' ', 7, null, undefined, {}])
      expect(trusted({ 'match/v1': nothing, hash: 'abc' })?.value).toBe('abc');
    expect(trusted({ lineHash: 'a'.repeat(64), hash: 'abc' })?.value).toBe('abc');
  });

  it('believes no other name, and none of a prototype', () => {
    expect(trusted({ fingerprint: 'abc', commitSha: 'abc' })).toBeNull();
    expect(trustedFingerprint({}, [{ name: 'constructor', pathFree: true }])).toBeNull();
    expect(trustedFingerprint({ hash: 'abc' }, [])).toBeNull();
  });

  it('is one line that every store takes', () => {
    expect(trusted({ hash: ' a\u0000b\n' })?.value).toBe('a\ufffdb');
    expect(trusted({ hash: 'a'.repeat(5000) })?.value.length).toBeLessThanOrEqual(512);
  });
});
