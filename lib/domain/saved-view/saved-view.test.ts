import { describe, expect, it } from 'vitest';
import { viewKey } from './saved-view.ts';

describe('how an address names a view', () => {
  it('tells one’s own from a shared one of the same name', () => {
    expect(viewKey({ shared: true, slug: 'kev' })).toBe('kev');
    expect(viewKey({ shared: false, slug: 'kev' })).toBe('me/kev');
  });
});
