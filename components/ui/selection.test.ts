import { describe, expect, it } from 'vitest';
import { changeSelection, selectionOf } from './selection.ts';

describe('a selection of rows', () => {
  it('keeps what is selected on other pages', () => {
    const selection = new Set(['elsewhere', 'a']);
    expect([...changeSelection(selection, ['a', 'b'], true)]).toEqual(['elsewhere', 'a', 'b']);
    expect([...changeSelection(selection, ['a', 'b'], false)]).toEqual(['elsewhere']);
    expect([...selection]).toEqual(['elsewhere', 'a']);
  });

  it('is whole, partial or none, of nothing none', () => {
    const selection = new Set(['a', 'b', 'elsewhere']);
    expect([['a', 'b'], ['a', 'c'], ['c'], []].map((ids) => selectionOf(selection, ids))).toEqual([
      true,
      'indeterminate',
      false,
      false,
    ]);
  });
});
