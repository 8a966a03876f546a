import { describe, expect, it } from 'vitest';
import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { readPrivilegeFilters } from './filters.ts';
import {
  adminsWords,
  chainWords,
  changeWords,
  countWords,
  followsWords,
  kindsWord,
  kindWord,
  seenWords,
  viaWords,
} from './words.ts';

const rosa = { id: 'prn_1', name: 'rosa', kind: 'human' } as const;
const change = (more: Partial<PrivilegeChange>): PrivilegeChange => ({
  ...{ system: 'github/acme', snapshot: 2, at: '2026-11-23T06:00:00.000Z', way: 'gained', principal: rosa },
  ...{ resource: { id: 'rsc_1', name: 'acme/web', kind: 'repo' }, group: null, from_level: 0, to_level: 5 },
  ...{ admins: 0, admin_names: [], number: 1, cause: null, follows: 0 },
  ...more,
});

describe('the words of privileges', () => {
  it.each<[Partial<PrivilegeChange>, string]>([
    [{}, 'gained admin on acme/web'],
    [{ way: 'lost', from_level: 3, to_level: 0 }, 'lost write on acme/web'],
    [{ way: 'changed', from_level: 1, to_level: 3 }, 'has write instead of read on acme/web'],
    [{ resource: null }, 'gained admin by its own permissions'],
    [{ resource: null, group: { id: 'prn_9', name: 'release', kind: 'group' } }, 'joined release'],
    [{ resource: null, group: { id: 'prn_9', name: 'release', kind: 'group' }, way: 'lost' }, 'left release'],
  ])('of a change: %j', (given, words) => {
    expect(changeWords(change(given))).toBe(words);
  });

  it('say how much follows from one', () => {
    expect([1, 24].map(followsWords)).toEqual(['1 further right follows from it', '24 further rights follow from it']);
  });

  it('name who became admin, and say of nobody that they did', () => {
    expect(adminsWords(change({}))).toBeNull();
    expect(adminsWords(change({ admins: 1, admin_names: [rosa] }))).toBe('Became admin');
    const others = [rosa, { ...rosa, id: 'prn_2', name: 'ines' }];
    expect(adminsWords(change({ admins: 5, admin_names: others }))).toBe('Became admin: rosa, ines and 3 others');
  });

  it('tell never from not told', () => {
    expect([seenWords(null), seenWords('never')]).toEqual(['not told', 'never']);
    expect([levelWord(5), kindWord('deploy_key'), kindWord('safe')]).toEqual(['admin', 'deploy key', 'safe']);
    expect(['human', 'deploy_key', 'branch', 'repo'].map(kindsWord)).toEqual([
      'People',
      'Deploy keys',
      'Branches',
      'Repositories',
    ]);
    expect(chainWords([{ name: 'release' }, { name: 'platform' }])).toBe('through release → platform');
  });
});

it('filters are read from the address, and what is none is none', () => {
  const read = (given: Record<string, string>) => readPrivilegeFilters((name) => given[name] ?? null);
  expect(read({ q: ' ro ', kind: 'human', level: '5', unused: '90', days: '30', admin: 'true' })).toMatchObject({
    ...{ q: 'ro', kind: 'human', level: '5', unused: '90', days: 30, admin: true },
  });
  expect(read({ kind: 'x y', level: '9', unused: '1e3', days: '0', system: '<b>' })).toMatchObject({
    ...{ kind: '', level: '', unused: '', days: 7, system: null, admin: false },
  });
});

describe('words of lists', () => {
  it('count what matches, and never more than was counted', () => {
    const noun = ['right', 'rights'] as const;
    expect(countWords(undefined, noun, false)).toBeNull();
    expect(countWords({ value: 1, relation: 'exact' }, noun, false)).toBe('1 right.');
    expect(countWords({ value: 1, relation: 'exact' }, noun, true)).toBe('1 right matches.');
    expect(countWords({ value: 12, relation: 'exact' }, noun, true)).toBe('12 rights match.');
    expect(countWords({ value: 0, relation: 'exact' }, noun, true)).toBe('No right matches.');
    expect(countWords({ value: 10_000, relation: 'at_least' }, noun, false)).toBe('More than 10,000 rights.');
  });

  it('say by what a right was given', () => {
    expect([viaWords('direct'), viaWords('policy'), viaWords('some_thing')]).toEqual([
      'given directly',
      'by a policy',
      'by some thing',
    ]);
  });
});
