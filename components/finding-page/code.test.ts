import { describe, expect, it } from 'vitest';
import { distinctLocations, type LocationView, lineWords, markedLines } from './code.ts';

const at = (over: Partial<LocationView>): LocationView => ({
  path: 'a.ts',
  start_line: 10,
  end_line: null,
  start_column: null,
  snippet: null,
  code: null,
  label: null,
  code_url: null,
  ...over,
});

const code = (text: string, line: number | null = 10): Partial<LocationView> => ({
  snippet: text,
  code: { line, text },
});

describe('the marked lines of the code that is shown', () => {
  it('are those of the location, never beyond the code', () => {
    expect(markedLines(at(code('one')))).toEqual({ from: 10, to: 10 });
    expect(markedLines(at({ ...code('one\ntwo\nthree\n'), end_line: 11 }))).toEqual({ from: 10, to: 11 });
    expect(markedLines(at({ ...code('eight\nnine\nten\neleven', 8), end_line: 11 }))).toEqual({ from: 10, to: 11 });
    expect(markedLines(at({ ...code('one'), end_line: 400 }))).toEqual({ from: 10, to: 10 });
    expect(markedLines(at({ ...code('one'), end_line: 3 }))).toEqual({ from: 10, to: 10 });
  });

  it('are none when the report names no line of it or no code', () => {
    expect(markedLines(at({ ...code('one'), start_line: null }))).toBeNull();
    expect(markedLines(at(code('one', null)))).toBeNull();
    expect(markedLines(at(code('one', 11)))).toBeNull();
    expect(markedLines(at(code('one\ntwo', 8)))).toBeNull();
    expect(markedLines(at({}))).toBeNull();
  });
});

describe('places', () => {
  it('that several scanners name appear once, with code where one has it and with the name that one gives', () => {
    const short = at(code('x'));
    const long = at({ snippet: 'x', code: { line: 9, text: 'w\nx' } });
    expect(distinctLocations([at({}), short])).toEqual([short]);
    expect(distinctLocations([at({}), short, long, short])).toEqual([long]);
    const named = at({ label: 'app > lib' });
    expect(distinctLocations([at({}), named, at({ start_line: 11 })])).toEqual([named, at({ start_line: 11 })]);
  });

  it('say one line or a span', () => {
    expect(lineWords(at({ start_line: null }))).toBeNull();
    expect(lineWords(at({ end_line: 10 }))).toBe('10');
    expect(lineWords(at({ end_line: 12 }))).toBe('10–12');
  });
});
