import { expect, it } from 'vitest';
import { DEFAULT_PRIVILEGE_SETTINGS, productionPattern } from './settings.ts';

it.each([
  ['production', 'production'],
  ['Prod', 'prod'],
  ['PROD_EU', 'prod_*'],
  ['eu-prod', '*-prod'],
  ['staging', null],
  ['preprod', null],
  ['product', null],
  ['', null],
])('%s is production by the pattern %s', (name, pattern) => {
  expect(productionPattern(name, DEFAULT_PRIVILEGE_SETTINGS)).toBe(pattern);
});

it('takes stars in a pattern for any characters, and nothing else for more than itself', () => {
  const by = (pattern: string, name: string) =>
    productionPattern(name, { ...DEFAULT_PRIVILEGE_SETTINGS, production: [pattern] });
  expect(by('a*b*c', 'a-b-b-c')).toBe('a*b*c');
  expect(by('a*b*c', 'acb')).toBeNull();
  expect(by('ab*ba', 'aba')).toBeNull();
  expect(by('*', 'x')).toBe('*');
  expect(by('a.c', 'abc')).toBeNull();
});
