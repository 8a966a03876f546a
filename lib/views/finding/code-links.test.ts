import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingListParams } from '#lib/contracts/finding.ts';
import { repositoryChange } from '#lib/contracts/repository.ts';
import { changeRepository } from '#lib/services/repository/change-repository.ts';
import { type Harness, sarifOf, startHarness } from '#lib/services/testing.ts';
import { getFinding } from './get-finding.ts';
import { getFindings } from './get-findings.ts';

const COMMIT = '3f2a9c1d4e5f60718293a4b5c6d7e8f901234567';
const RUN = 'https://github.com/acme/web/actions/runs/88';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
  const report = sarifOf([{ rule: 'r', file: 'src/a.ts', line: 7, code: 'x()', level: 'error' }]);
  await harness.deliver({ repo: 'acme/web', commit: COMMIT, run_id: '88', run_url: RUN }, report);
  await harness.deliver({ repo: 'acme/other', run_id: '1', run_url: RUN }, report);
  await harness.deliver(
    { repo: 'acme/own', commit: COMMIT, run_id: '2', run_url: 'https://ci.example/acme/own/actions/runs/2' },
    report,
  );
});
afterAll(() => harness.close());

async function only(repo: string) {
  const [row] = (await getFindings(harness.ctx, findingListParams.parse({ repo }))).items;
  return getFinding(harness.ctx, { id: row?.id ?? '' });
}

describe('a finding leads', () => {
  it('to its line at the commit of its report, to the run, and says so in its history', async () => {
    const { evidence, timeline } = await only('acme/web');
    expect(evidence[0]?.locations[0]?.code_url).toBe(`https://github.com/acme/web/blob/${COMMIT}/src/a.ts#L7`);
    expect(evidence[0]?.upload).toMatchObject({ commit: COMMIT, run_url: RUN });
    expect(timeline[0]?.upload).toMatchObject({ run_url: RUN, released_by: null });
  });

  it('nowhere without a commit, or from a host that nobody vouches for', async () => {
    for (const repo of ['acme/other', 'acme/own']) {
      expect((await only(repo)).evidence[0]?.locations[0]?.code_url).toBeNull();
    }
  });

  it('to the host that a person named, until that is taken back', async () => {
    const code = { host: 'gitlab', url: 'https://git.example.com/acme/own/' };
    await changeRepository(harness.ctx, 'acme/own', repositoryChange.parse({ code }));
    expect((await only('acme/own')).evidence[0]?.locations[0]?.code_url).toBe(
      `https://git.example.com/acme/own/-/blob/${COMMIT}/src/a.ts#L7`,
    );
    await changeRepository(harness.ctx, 'acme/own', repositoryChange.parse({ archived: false }));
    expect((await only('acme/own')).evidence[0]?.locations[0]?.code_url).not.toBeNull();
    await changeRepository(harness.ctx, 'acme/own', repositoryChange.parse({ code: null }));
    expect((await only('acme/own')).evidence[0]?.locations[0]?.code_url).toBeNull();
  });

  it.each([
    'http://git.example.com/acme/own',
    'javascript:alert(1)',
    'https://user@git.example.com/acme/own',
    'https://git.example.com/acme/own?x=1',
    'https://git.example.com/acme/own#x',
    'https://git.example.com/acme/own?',
  ])('to no address but a plain one: %s', (url) => {
    expect(repositoryChange.safeParse({ code: { host: 'github', url } }).success).toBe(false);
  });
});
