import { describe, expect, it } from 'vitest';
import { safeReturnPath, signInPath } from './return-path.ts';

describe('where sign-in goes on to', () => {
  const invitation = `/setup?code=${'a'.repeat(43)}`;
  it.each(['/findings?severity=high', '/repositories/acme/web', '/', invitation])('keeps %s', (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '\t//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/sign-in?next=/x',
    '/setup',
    `/setup?code=${'a'.repeat(43)}&next=//evil.example`,
    '/api/v1/tokens',
    '',
    null,
    undefined,
    `/${'a'.repeat(3000)}`,
  ])('never leaves this site nor comes back to itself: %j', (value) => {
    expect(safeReturnPath(value)).toBe('/');
  });

  it('is passed on to the sign-in page', () => {
    expect(signInPath('/findings?a=b')).toBe('/sign-in?next=%2Ffindings%3Fa%3Db');
    expect(signInPath(null)).toBe('/sign-in');
  });
});
