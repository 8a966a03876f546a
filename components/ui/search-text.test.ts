import { describe, expect, it } from 'vitest';
import { drawn, handedOn, hasNews, type SearchText, searchText } from './search-text.ts';

const typed = (text: SearchText, draft: string): SearchText => ({ ...text, draft });
const settle = (text: SearchText): SearchText => (hasNews(text) ? handedOn(text) : text);

describe('the text of a search box', () => {
  it('is handed on once, and stays while the address follows', () => {
    const sent = settle(typed(searchText(''), 'lod'));
    expect(drawn(sent, '').draft).toBe('lod');
    expect(hasNews(sent)).toBe(false);
    const further = typed(sent, 'lodash');
    expect(drawn(further, 'lod')).toEqual({ draft: 'lodash', value: 'lod', sent: [] });
    expect(hasNews(drawn(further, 'lod'))).toBe(true);
  });

  it('is cleared also before what was handed on is drawn', () => {
    const cleared = typed(settle(typed(searchText(''), 'lod')), '');
    expect(hasNews(cleared)).toBe(true);
    const both = settle(cleared);
    expect(drawn(drawn(both, 'lod'), '')).toEqual({ draft: '', value: '', sent: [] });
  });

  it('keeps the space before the next word, which the address leaves out', () => {
    const sent = settle(typed(searchText(''), 'two '));
    expect(drawn(sent, 'two').draft).toBe('two ');
    expect(hasNews(typed(drawn(sent, 'two'), 'two'))).toBe(false);
  });

  it('follows what comes from elsewhere, also to a text that was handed on before', () => {
    const sent = drawn(settle(typed(searchText(''), 'lod')), 'lod');
    const left = drawn(sent, '');
    expect(left.draft).toBe('');
    expect(drawn(left, 'lod').draft).toBe('lod');
    expect(drawn(typed(sent, 'lodash'), 'axios').draft).toBe('axios');
  });

  it('skips what was never drawn, because the next text came at once', () => {
    const first = settle(typed(searchText(''), 'a'));
    const second = settle(typed(first, 'ab'));
    expect(drawn(second, 'ab')).toEqual({ draft: 'ab', value: 'ab', sent: [] });
    expect(drawn(drawn(second, 'a'), 'ab')).toEqual({ draft: 'ab', value: 'ab', sent: [] });
  });
});
