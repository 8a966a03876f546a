import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tagOf } from './tag.ts';

describe('a tag', () => {
  it('has one spelling, whatever was typed', () => {
    expect(['Needs Design', ' needs-design ', 'NEEDS-DESIGN'].map(tagOf)).toEqual(Array(3).fill('needs-design'));
    expect(tagOf('team:web/api')).toBe('team:web/api');
    expect(tagOf('Überprüfen')).toBe('überprüfen');
    expect(tagOf('x'.repeat(40))).toBe('x'.repeat(40));
  });

  it('is no text with a comma, a control character, markup or more than 40 characters', () => {
    expect(['', 'a,b', '<b>', 'a\u0000b', 'a\u200bb', '-a', 'a-', 'x'.repeat(41)].map(tagOf)).toEqual(
      Array(8).fill(null),
    );
  });

  it('stays the same when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const tag = tagOf(text);
        if (tag !== null) expect(tagOf(tag)).toBe(tag);
      }),
    );
  });
});
