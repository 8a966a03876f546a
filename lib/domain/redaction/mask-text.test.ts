import { describe, expect, it } from 'vitest';
import { maskText } from './mask-text.ts';

describe('a text of a person', () => {
  it('loses what looks like a secret, and nothing else', () => {
    const key = ['AKIA', 'IOSFODNN7', 'ABCDEFG'].join('');
    expect(maskText(`Rotated ${key} today; the old one was ${key}.`)).toEqual({
      text: 'Rotated ●●●● today; the old one was ●●●●.',
      masked: 2,
    });
    expect(maskText('Nobody calls `parse()` with user input.')).toEqual({
      text: 'Nobody calls `parse()` with user input.',
      masked: 0,
    });
  });
});
