import { describe, expect, it } from 'vitest';
import { viewSlug } from './view-slug.ts';

describe('what an address calls a view', () => {
  it('is made of its name', () => {
    expect(viewSlug('KEV, this week')).toBe('kev-this-week');
  });

  it('is the same for the same name in any script, and another one for another', () => {
    expect(viewSlug('緊急')).toMatch(/^view-[0-9a-f]{8}$/);
    expect(viewSlug('緊急')).toBe(viewSlug('緊急'));
    expect(viewSlug('緊急')).not.toBe(viewSlug('重要'));
  });
});
