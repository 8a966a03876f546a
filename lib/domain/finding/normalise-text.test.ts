import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT_MARK, cleanLine, cleanText, cutText } from './normalise-text.ts';

describe('cleanText', () => {
  it('replaces NUL, lone surrogates and bidirectional overrides by a visible character', () => {
    expect(cleanText('a\u0000b\uD800c\u202Ed')).toBe('a\uFFFDb\uFFFDc\uFFFDd');
  });

  it('drops colours and control characters, keeps tabs and makes one kind of line end', () => {
    expect(cleanText('\u001b[31mred\u001b[0m\r\n\tx\ry\u0007')).toBe('red\n\tx\ny');
  });

  it('leaves nothing that Postgres or a terminal would refuse, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean.includes('\u0000')).toBe(false);
        expect(cleanText(clean)).toBe(clean);
      }),
    );
  });
});

describe('cleanLine', () => {
  it('is one line without spaces around', () => {
    expect(cleanLine('  a\n\t b\u2028c ')).toBe('a b c');
  });
});

describe('cutText', () => {
  it('says where it cut, keeps the limit and never half a character', () => {
    expect(cutText('short', 255)).toBe('short');
    const cut = cutText('😀'.repeat(200), 256);
    expect(cut.endsWith(CUT_MARK)).toBe(true);
    expect(cut.length).toBeLessThanOrEqual(256);
    expect(cut.isWellFormed()).toBe(true);
  });
});
