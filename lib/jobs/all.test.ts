import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JOBS } from './all.ts';

const APART = ['all.ts', 'all.test.ts', 'job.ts'];

describe('the list of jobs', () => {
  it('has every file of its folder, each named for the id of its job', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => !APART.includes(name));
    expect(Object.values(JOBS).map(({ id }) => `${id.replaceAll('_', '-')}.ts`)).toEqual(files.sort());
  });

  it('gives no two jobs of one organization, repository and upload the same key', () => {
    const payload = { orgId: 1, repoId: 2, number: 3, sinkId: 4, load: 5, ruleId: 6, kind: 'epss' as const };
    const keys = Object.values(JOBS).map((job) => job.key(payload));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
