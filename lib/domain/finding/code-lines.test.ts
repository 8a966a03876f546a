import { describe, expect, it } from 'vitest';
import { type CodeLines, EXCERPT, excerptOf, shownCode } from './code-lines.ts';
import { CUT_MARK } from './normalise-text.ts';

const file = (first: number, last: number, of = (line: number) => `line ${line}`): CodeLines => ({
  line: first,
  text: Array.from({ length: last - first + 1 }, (_, index) => of(first + index)).join('\n'),
});
const at = (startLine: number | null, endLine: number | null = null) => ({ startLine, endLine });

describe('the lines around a match', () => {
  it('are at most twelve, as many before as after it, and never beyond the code', () => {
    expect(excerptOf(file(10, 14), at(12))).toEqual(file(10, 14));
    expect(excerptOf(file(1, 100), at(50))).toEqual(file(45, 56));
    expect(excerptOf(file(1, 100), at(50, 53))).toEqual(file(46, 57));
    expect(excerptOf(file(1, 100), at(2))).toEqual(file(1, 12));
    expect(excerptOf(file(1, 100), at(99))).toEqual(file(89, 100));
    expect(excerptOf({ ...file(10, 14), text: `${file(10, 14).text}\n` }, at(12))).toEqual(file(10, 14));
  });

  it('begin with the match where it is longer', () => {
    expect(excerptOf(file(1, 100), at(30, 60))).toEqual(file(30, 41));
    expect(excerptOf(file(28, 40), at(30, 400))).toEqual(file(29, 40));
  });

  it('are none where the code does not reach the match', () => {
    expect(excerptOf(file(10, 14), at(9))).toBeNull();
    expect(excerptOf(file(10, 14), at(15))).toBeNull();
    expect(excerptOf(file(10, 14), at(null))).toBeNull();
  });

  it('are shortened from the far ends, and one that is too long is cut', () => {
    const wide = excerptOf(
      file(1, 100, () => 'x'.repeat(EXCERPT.width)),
      at(50),
    );
    expect(wide?.text.length).toBeLessThanOrEqual(EXCERPT.length);
    expect([wide?.line, wide?.text.split('\n').length]).toEqual([48, 6]);
    const long = excerptOf(
      file(1, 3, (line) => (line === 2 ? 'match' : 'y'.repeat(1_000_000))),
      at(2),
    );
    const [before, match, after] = long?.text.split('\n') ?? [];
    expect([before?.length, match, after?.endsWith(CUT_MARK)]).toEqual([EXCERPT.width, 'match', true]);
  });

  it('leave a very long line that is meant to its own snippet', () => {
    const minified = file(1, 3, (line) => (line === 2 ? 'z'.repeat(EXCERPT.width + 1) : 'short'));
    expect(excerptOf(minified, at(2))).toBeNull();
  });
});

describe('the code to show of a place', () => {
  it('is what lies around it, else the snippet from the line of the place', () => {
    expect(shownCode({ ...at(12), snippet: 'eval(x)', around: file(10, 14) })).toEqual(file(10, 14));
    expect(shownCode({ ...at(12), snippet: 'eval(x)' })).toEqual({ line: 12, text: 'eval(x)' });
    expect(shownCode({ ...at(null), snippet: 'eval(x)' })).toEqual({ line: null, text: 'eval(x)' });
    expect(shownCode({ ...at(12), snippet: null })).toBeNull();
  });

  it('has no numbers in its text where the scanner printed them there', () => {
    expect(shownCode({ ...at(12), snippet: '11: a()\n12: eval(x)\n13: b()\n' })).toEqual({
      line: 11,
      text: 'a()\neval(x)\nb()',
    });
    expect(shownCode({ ...at(12), snippet: '1 + 1' })).toEqual({ line: 12, text: '1 + 1' });
  });
});
