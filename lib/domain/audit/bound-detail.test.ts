import { describe, expect, it } from 'vitest';
import { boundDetail, boundText } from './bound-detail.ts';

describe('what the audit log keeps of a detail', () => {
  it('is text that the database takes, of at most 255 characters', () => {
    expect(boundText('a\0b\ud800')).toBe('ab\ufffd');
    expect(boundText('x'.repeat(255))).toHaveLength(255);
    expect(boundText('x'.repeat(256))).toBe(`${'x'.repeat(254)}…`);
  });

  it('holds no secret', () => {
    const token = `ghp_${'aB3dE5fG7h'.repeat(4)}`.slice(0, 40);
    const { url, list } = boundDetail({ url: `cloned with ${token}`, list: [token] });
    expect(JSON.stringify([url, list])).not.toContain(token);
  });

  it('has at most 20 fields, lists of at most 20 texts, and numbers that JSON has', () => {
    const names = Array.from({ length: 25 }, (_, index) => `n${index}`);
    expect(boundDetail({ names }).names).toEqual([...names.slice(0, 20), '… 5 more']);
    expect(Object.keys(boundDetail(Object.fromEntries(names.map((name) => [name, 1]))))).toHaveLength(20);
    expect(boundDetail({ a: Number.NaN, b: 3, c: true, d: null })).toEqual({ a: null, b: 3, c: true, d: null });
  });
});
