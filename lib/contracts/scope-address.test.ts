import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatScope, SCOPE_KINDS } from '#lib/domain/access/chosen-scope.ts';
import { SCOPE, withScope } from './scope-address.ts';

const TEAM = 'team:payments';

describe('an address within a scope', () => {
  it.each([
    ['/', '/?scope=team:payments'],
    ['/findings?severity=high', '/findings?severity=high&scope=team:payments'],
    ['/ingest/up_1#skipped', '/ingest/up_1?scope=team:payments#skipped'],
    ['/repositories/acme/web?x=1#coverage', '/repositories/acme/web?x=1&scope=team:payments#coverage'],
    ['/api/v1/findings?limit=1', '/api/v1/findings?limit=1&scope=team:payments'],
  ])('%s becomes %s', (address, expected) => {
    expect(withScope(address, TEAM)).toBe(expected);
  });

  it.each([
    '#main',
    'https://github.com/acme/web',
    '//evil.example/x',
    '/\\evil.example/x',
    '/docs/api',
    '/sign-in?next=/',
    '/setup',
    '/findings?scope=repo:acme/web',
    'mailto:a@example.com',
    '',
  ])('%s stays as it is', (address) => {
    expect(withScope(address, TEAM)).toBe(address);
  });

  it('is what it was without a scope', () => {
    expect(withScope('/findings?q=a', null)).toBe('/findings?q=a');
  });

  it('says the scope, whatever characters it has, and keeps all other parameters', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(fc.constantFrom(...SCOPE_KINDS), text, text, (kind, name, q) => {
        const scope = formatScope({ kind, name });
        const address = withScope(`/findings?${new URLSearchParams({ q })}#list`, scope);
        const { searchParams, hash, pathname } = new URL(address, 'http://plumbline.test');
        expect([searchParams.get(SCOPE), searchParams.get('q'), hash, pathname]).toEqual([
          scope,
          q,
          '#list',
          '/findings',
        ]);
      }),
    );
  });
});
