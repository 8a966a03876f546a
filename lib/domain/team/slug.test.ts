import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf, TEAM_SLUG } from './slug.ts';

describe('the slug of a team', () => {
  it.each([
    ['Payments', 'payments'],
    ['Zahlungen & Rechnungen', 'zahlungen-rechnungen'],
    ['  Équipe réseau  ', 'equipe-reseau'],
    ['支払い', null],
    ['--', null],
    ['a'.repeat(100), 'a'.repeat(64)],
    [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
  ])('of %j is %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('is one that may stand in an address, or none, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        const slug = slugOf(name);
        expect(slug === null || TEAM_SLUG.test(slug)).toBe(true);
      }),
    );
  });

  it.each(['', '-a', 'a-', 'A', 'a b', 'a/b', 'a\n', 'а', 'a'.repeat(65)])('is never %j', (text) => {
    expect(TEAM_SLUG.test(text)).toBe(false);
  });
});
