import { describe, expect, it } from 'vitest';
import { distinctLocations, type LocationView, lineWords, markedLines } from './code.ts';

const at = (over: Partial<LocationView>): LocationView => ({
  path: 'a.ts',
  start_line: 10,
  end_line: null,
  start_column: null,
  snippet: null,
  label: null,
  code_url: null,
  ...over,
});

describe('the marked lines of a snippet', () => {
  it('are those of the location, never beyond the snippet', () => {
    expect(markedLines(at({ snippet: 'one' }))).toEqual({ from: 10, to: 10 });
    expect(markedLines(at({ snippet: 'one\ntwo\nthree\n', end_line: 11 }))).toEqual({ from: 10, to: 11 });
    expect(markedLines(at({ snippet: 'one', end_line: 400 }))).toEqual({ from: 10, to: 10 });
    expect(markedLines(at({ snippet: 'one', end_line: 3 }))).toEqual({ from: 10, to: 10 });
  });

  it('are none when the report names no line or no code', () => {
    expect(markedLines(at({ snippet: 'one', start_line: null }))).toBeNull();
    expect(markedLines(at({}))).toBeNull();
  });
});

describe('places', () => {
  it('that several scanners name appear once, with code where one has it and with the name that one gives', () => {
    const code = at({ snippet: 'x' });
    expect(distinctLocations([at({}), code])).toEqual([code]);
    const named = at({ label: 'app > lib' });
    expect(distinctLocations([at({}), named, at({ start_line: 11 })])).toEqual([named, at({ start_line: 11 })]);
  });

  it('say one line or a span', () => {
    expect(lineWords(at({ start_line: null }))).toBeNull();
    expect(lineWords(at({ end_line: 10 }))).toBe('10');
    expect(lineWords(at({ end_line: 12 }))).toBe('10–12');
  });
});
