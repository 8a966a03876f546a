import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashToken, kindOfToken, makeToken, randomBase62 } from './format.ts';

describe('tokens', () => {
  it('have a prefix, 32 random characters and 6 of checksum', () => {
    expect(makeToken('upload')).toMatch(/^plb_up_[0-9A-Za-z]{38}$/);
    expect(makeToken('api')).toMatch(/^plb_api_[0-9A-Za-z]{38}$/);
    expect(makeToken('api')).not.toBe(makeToken('api'));
  });

  it('are recognised, and refused with any one character changed', () => {
    fc.assert(
      fc.property(fc.constantFrom('upload' as const, 'api' as const), fc.nat(31), fc.nat(60), (kind, place, shift) => {
        const token = makeToken(kind);
        expect(kindOfToken(token)).toBe(kind);
        const index = token.lastIndexOf('_') + 1 + place;
        const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
        const other = letters[(letters.indexOf(token[index] ?? '') + 1 + shift) % 62] ?? '';
        expect(kindOfToken(token.slice(0, index) + other + token.slice(index + 1))).toBeNull();
      }),
    );
  });

  it.each(['', 'plb_up_', 'plb_up_x', 'ghp_0123456789', `plb_xx_${'0'.repeat(38)}`, `plb_up_${'0'.repeat(39)}`])(
    'refuse %s without asking the database',
    (text) => {
      expect(kindOfToken(text)).toBeNull();
    },
  );

  it('are stored as SHA-256', () => {
    expect(hashToken('x').toString('hex')).toBe('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881');
  });

  it('use every character about equally often', () => {
    const counts = new Map<string, number>();
    for (const char of randomBase62(62_000)) counts.set(char, (counts.get(char) ?? 0) + 1);
    expect(counts.size).toBe(62);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(250);
  });
});
