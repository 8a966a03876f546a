import { expect, it } from 'vitest';
import { Slimmer } from './slim.ts';

it('takes out every member that may hold a value, at any depth and in any case, and counts them', () => {
  const slimmer = new Slimmer();
  const given = {
    name: 'A',
    Value: 'x',
    deep: [{ PASSWORD: 1, kept: { secretString: ['y'], token: null } }],
    token_name: 't',
  };
  expect(slimmer.slim(given, 'row')).toEqual({ name: 'A', deep: [{ kept: {} }], token_name: 't' });
  expect(slimmer.stripped).toEqual({
    count: 3,
    positions: ['row.Value', 'row.deep[0].PASSWORD', 'row.deep[0].kept.secretString'],
  });
});

it('leaves out addresses of the API, and takes names of prototypes for members', () => {
  const hostile = JSON.parse('{"avatar_url": "x", "url": "kept", "__proto__": {"polluted": true}, "constructor": "c"}');
  const slim = new Slimmer().slim(hostile, 'row') as Record<string, unknown>;
  expect(Object.keys(slim)).toEqual(['url', '__proto__', 'constructor']);
  expect(Object.getPrototypeOf(slim)).toBe(Object.prototype);
  expect(({} as Record<string, unknown>).polluted).toBe(undefined);
});

it('goes no deeper than rows of any system do', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`);
  expect(JSON.stringify(new Slimmer().slim(deep, 'row'))).toMatch(/^(?:\{"a":){41}null\}+$/);
});
