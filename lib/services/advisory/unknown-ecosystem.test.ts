import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recount } from '../recount.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { bomOf } from './testing.ts';

let harness: Harness;
let deliveries = 0;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

/** A report of packages of an ecosystem, or of none that it says. */
async function deliver(repo: string, tool: string, ecosystem: string | null, ids: string[], name = 'acme-yaml') {
  tick(harness, 1);
  deliveries += 1;
  const text = bomOf(
    [...ids.map((id) => ({ id, package: name })), { id: 'CVE-2030-9999', package: 'other' }],
    tool,
    deliveries,
  );
  const bytes = text.replaceAll(`pkg:npm/${name}@`, `pkg:${ecosystem ?? 'generic'}/${name}@`);
  return harness.deliver({ repo, pipeline: tool }, bytes);
}

const rowsOf = async (repo: string) => {
  const rows = await harness.sql<{ state: string; packageKey: string; number: number }[]>`
    select f.state, f.package_key, f.number from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where r.slug = ${repo} and f.package_name = 'acme-yaml' order by f.number`;
  return rows.map((row) => `${row.packageKey} ${row.state}`);
};
const clean = async () => expect((await recount(harness.sql)).differences).toEqual([]);
const CVE = 'CVE-2031-20001';

describe('a format that does not say the ecosystem of its packages', () => {
  it('means the one package that the repository knows by that name and advisory, whichever came first', async () => {
    for (const [repo, tools] of [
      ['acme/known-first', ['npm', null]],
      ['acme/unknown-first', [null, 'npm']],
    ] as const) {
      for (const ecosystem of tools) await deliver(repo, ecosystem ?? 'silent', ecosystem, [CVE]);
      expect(await rowsOf(repo)).toEqual(['npm/acme-yaml open']);
      for (const ecosystem of tools) {
        const again = await deliver(repo, ecosystem ?? 'silent', ecosystem, [CVE]);
        expect(again).toMatchObject({ introduced: 0, fixed: 0, reopened: 0 });
      }
      await deliver(repo, 'npm', 'npm', []);
      expect(await rowsOf(repo)).toEqual(['npm/acme-yaml open']);
      expect(await deliver(repo, 'silent', null, [])).toMatchObject({ fixed: 1 });
      await clean();
    }
  });

  it('means the same one when its report is read again after an upgrade', async () => {
    const repo = 'acme/upgraded';
    await deliver(repo, 'silent', null, [CVE]);
    const { repoId } = await deliver(repo, 'npm', 'npm', [CVE]);
    await harness.admin`update uploads set reader_version = 1 where repo_id = ${repoId}`;
    for (const [tool, ecosystem] of [
      ['silent', null],
      ['npm', 'npm'],
    ] as const) {
      expect(await deliver(repo, tool, ecosystem, [CVE])).toMatchObject({ introduced: 0, fixed: 0, reopened: 0 });
      expect(await rowsOf(repo)).toEqual(['npm/acme-yaml open']);
    }
    expect(await rowsOf(repo)).toEqual(['npm/acme-yaml open']);
    await clean();
  });

  it('means a package of its own where several fit, or none has that advisory', async () => {
    const repo = 'acme/several';
    await deliver(repo, 'npm', 'npm', [CVE]);
    await deliver(repo, 'pypi', 'pypi', [CVE]);
    await deliver(repo, 'silent', null, [CVE, 'CVE-2031-20002']);
    expect(await rowsOf(repo)).toEqual([
      'npm/acme-yaml open',
      'pypi/acme-yaml open',
      'generic/acme-yaml open',
      'generic/acme-yaml open',
    ]);
    await clean();
  });

  it('meets also under another name of the advisory', async () => {
    const repo = 'acme/other-name';
    await deliver(repo, 'silent', null, ['GHSA-abcd-abcd-abcd']);
    await deliver(repo, 'npm', 'npm', ['CVE-2031-20003']);
    expect(await rowsOf(repo)).toHaveLength(2);
    tick(harness, 1);
    const both = bomOf([{ id: 'CVE-2031-20003', aliases: ['GHSA-abcd-abcd-abcd'] }], 'both', 1);
    expect(await harness.deliver({ repo, pipeline: 'both' }, both)).toMatchObject({ introduced: 0, fixed: 0 });
    expect(await rowsOf(repo)).toEqual(['npm/acme-yaml open']);
    await clean();
  });
});
