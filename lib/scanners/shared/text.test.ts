import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { readLines } from './lines.ts';
import { sourceFromBytes } from './memory-source.ts';
import {
  asDate,
  asInteger,
  asLine,
  asNumber,
  asRecord,
  asString,
  asStrings,
  oneLine,
  plainText,
  stripHtml,
} from './text.ts';

describe('coercions', () => {
  it('take numbers from text and refuse what is none', () => {
    expect([
      asNumber('7.5'),
      asNumber(3),
      asNumber(' 1e2 '),
      asNumber('NaN'),
      asNumber('high'),
      asNumber(null),
      asNumber(''),
    ]).toEqual([7.5, 3, 100, null, null, null, null]);
    expect([asInteger(1.5), asInteger(2 ** 31), asLine(0), asLine('12'), asLine(-1)]).toEqual([
      null,
      null,
      null,
      12,
      null,
    ]);
  });

  it('take one string for a list and blanks for nothing', () => {
    expect([asStrings('a'), asStrings(['a', 1, null, {}]), asString('  '), asString(0)]).toEqual([
      ['a'],
      ['a', '1'],
      null,
      '0',
    ]);
    expect(asRecord([1])).toEqual({});
  });

  it('refuse absurd dates', () => {
    expect(asDate('2026-11-23T08:00:00+01:00')).toBe('2026-11-23T07:00:00.000Z');
    expect([
      asDate('0000-00-00T00:00:00Z'),
      asDate('yesterday'),
      asDate('+294276-01-01T00:00:00Z'),
      asDate(null),
    ]).toEqual([null, null, null, null]);
  });
});

describe('text', () => {
  it('becomes one line, cut with a mark', () => {
    expect(oneLine(' a\n\tb\u0000 c ')).toBe('a b c');
    expect(oneLine('abcdef', 4)).toBe('abc…');
    expect(oneLine('😀😀😀', 2)).toBe('😀…');
  });

  it('loses HTML and keeps its words', () => {
    expect(stripHtml('<p>A &lt;b&gt; &amp;amp; c</p><p>D<br>e</p><script>alert(1)</script><ul><li>x</li></ul>')).toBe(
      'A <b> &amp; c\nD\ne\n - x'.replace('\n - x', '\n- x'),
    );
    expect(stripHtml('1 < 2 and 3 > 2')).toBe('1 < 2 and 3 > 2');
  });

  it('loses Markdown and keeps its words', () => {
    expect(plainText('## Head\nUse **`x`** and [docs](https://e.example/a) ![i](b)')).toBe('Head\nUse x and docs i');
  });

  it.each(['<script>', '<a', '[', '![a](', '**a ', '&#1;', '`'])('takes a flood of %j in linear time', (part) => {
    const flood = part.repeat(200_000);
    const spent = cpuStopwatch();
    stripHtml(flood);
    plainText(flood);
    oneLine(flood);
    expect(spent()).toBeLessThan(2000);
  });
});

describe('readLines', () => {
  it('gives each line its number, CRLF and blank lines allowed', async () => {
    const found: unknown[] = [];
    await readLines(sourceFromBytes('{"a":1}\r\n\n{"a":2}', null, 3), (value, position) =>
      found.push([value, position]),
    );
    expect(found).toEqual([
      [{ a: 1 }, 'line 1'],
      [{ a: 2 }, 'line 3'],
    ]);
  });

  it('refuses a broken line with its number, or hands it to who wants it', async () => {
    const source = sourceFromBytes('{"a":1}\n{"a"');
    await expect(readLines(source, () => {})).rejects.toMatchObject({ position: 'line 2' });
    const bad: string[] = [];
    await readLines(
      source,
      () => {},
      (position) => bad.push(position),
    );
    expect(bad).toEqual(['line 2']);
  });
});
