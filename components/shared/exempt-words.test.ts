import { expect, it } from 'vitest';
import { exemptedWords } from './exempt-words.ts';

const LEFT_OUT = 'left out: something reports it there, or it is asked for or decided already.';
const waits = (repo: string) => ({ repo, state: 'requested' as const });
const inForce = (repo: string) => ({ repo, state: 'in_force' as const });

it.each([
  [[waits('a/b')], 0, 'Asked for', 'Running app of a/b waits for somebody who decides.'],
  [[inForce('a/b')], 0, 'Not expected any more', 'Running app of a/b does not count as missing.'],
  [
    [waits('a/b'), inForce('a/c'), waits('a/d')],
    1,
    'Asked for',
    `Running app of 2 repositories waits for somebody who decides. Running app of a/c does not count as missing. 1 repository ${LEFT_OUT}`,
  ],
  [[], 2, 'Nothing was asked for', `2 repositories ${LEFT_OUT}`],
])('says where it waits, where it is in force, and what was left out: %#', (items, skipped, title, description) => {
  expect(exemptedWords('dast', { items, skipped })).toEqual({ title, description });
});
