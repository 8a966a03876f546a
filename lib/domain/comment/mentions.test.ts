import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameMentions, placeMentions } from './mentions.ts';

const PEOPLE = [
  { id: 1, name: 'Ada', email: 'ada@example.com' },
  { id: 2, name: 'Ada Lovelace', email: 'lovelace@example.com' },
  { id: 3, name: 'Sam', email: 'sam@example.com' },
  { id: 4, name: 'Sam', email: 'sam.two@example.com' },
];
const NAMES = new Map(PEOPLE.map(({ id, name }) => [id, name]));

describe('mentions in a comment', () => {
  it('are the longest names that stand behind an @, in any letter case', () => {
    expect(placeMentions('@ada lovelace, and @Ada: look. @adam not', PEOPLE)).toEqual({
      body: '@{2}, and @{1}: look. @adam not',
      mentions: [2, 1],
    });
  });

  it('of a name that two people have are nobody; their addresses tell them apart', () => {
    expect(placeMentions('@Sam or @sam.two@example.com?', PEOPLE)).toEqual({ body: '@Sam or @{4}?', mentions: [4] });
  });

  it('are none in code, in words, and in addresses', () => {
    const text = 'See `@Ada`, x@Ada and mail@ada.example.';
    expect(placeMentions(text, PEOPLE)).toEqual({ body: text, mentions: [] });
  });

  it('are at most so many', () => {
    const people = Array.from({ length: 30 }, (_, index) => ({ id: index + 1, name: `p${index}x`, email: '' }));
    const { mentions } = placeMentions(people.map(({ name }) => `@${name}`).join(' '), people);
    expect(mentions).toHaveLength(20);
  });

  it('are read by the names of now, and nobody who is gone has one', () => {
    expect(nameMentions('@{1} and @{9} and @{3}', [1, 9], NAMES)).toBe('@Ada and @removed person and @{3}');
  });

  it('say what was written, whatever that was', () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.constantFrom('@Ada', '@Ada Lovelace', '@', '`', ' ', '\n')), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (written) => {
        fc.pre(!/@\{\d/.test(written));
        const { body, mentions } = placeMentions(written, PEOPLE);
        expect(nameMentions(body, mentions, NAMES).toLowerCase()).toBe(written.toLowerCase());
      }),
    );
  });
});
