import { describe, expect, it } from 'vitest';
import { secretHash, secretMark } from './secret-mark.ts';

describe('the mark of a redacted secret', () => {
  const key = Buffer.from('k'.repeat(32));
  it('has the identity of the value that it stands for', () => {
    const mark = secretMark(key, 'hunter2-hunter2');
    expect(mark).not.toContain('hunter2');
    expect(secretHash(key, mark)).toBe(secretHash(key, 'hunter2-hunter2'));
    expect(secretMark(key, mark)).toBe(mark);
  });
  it('differs by value and by organization', () => {
    expect(secretHash(key, 'a-secret')).not.toBe(secretHash(key, 'b-secret'));
    expect(secretHash(Buffer.from('j'.repeat(32)), 'a-secret')).not.toBe(secretHash(key, 'a-secret'));
  });
});
