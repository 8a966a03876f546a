import { describe, expect, it } from 'vitest';
import { detailText } from './words.ts';

describe('the detail of an entry', () => {
  it('says what it was and is, then the rest, without what is empty', () => {
    expect(detailText({ detail: { to: 'acme/shop', from: 'acme/web' } })).toBe('acme/web → acme/shop');
    const token = {
      kind: 'upload',
      role: null,
      repositories: ['acme/*', 'x/y'],
      pipelines: [],
      again: false,
      failures: 0,
    };
    expect(detailText({ detail: token })).toBe('kind: upload; repositories: acme/*, x/y; again: no; failures: 0');
    expect(detailText({ detail: { held_because: '' } })).toBe('');
  });
});
