import { describe, expect, it } from 'vitest';
import { hashText, keyedHash } from './hash.ts';

describe('hashText', () => {
  it('is the first half of SHA-256', () => {
    expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223');
  });
});

describe('keyedHash', () => {
  it('depends on the key', () => {
    const one = keyedHash(new Uint8Array([1]), 'abc');
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(keyedHash(new Uint8Array([2]), 'abc')).not.toBe(one);
    expect(one).not.toBe(hashText('abc'));
  });
});
