import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GateHistoryItem, gateListParams, gateSummaryParams } from '#lib/contracts/gate-history.ts';
import { getGateFigures } from '#lib/views/gate/get-gate-figures.ts';
import { getGateHistory } from '#lib/views/gate/get-gate-history.ts';
import { type Harness, startHarness, tick } from '../testing.ts';
import { LOG4J, trivyOf } from './testing.ts';

let harness: Harness;
const DAY = 24 * 60;
const OLD = { ...LOG4J, name: 'org.old:lib', advisory: 'CVE-2020-1000' };

async function send(repo: string, ref: string, report: string, params: Record<string, unknown> = {}): Promise<void> {
  tick(harness, 1);
  await harness.deliver({ repo, ref, ...params }, report);
}

beforeAll(async () => {
  harness = await startHarness();
  // Eight days before all others.
  await send('acme/web', 'main', trivyOf(OLD), { pipeline: 'ci' });
  tick(harness, 8 * DAY);
  await send('acme/api', 'main', trivyOf(OLD), { pipeline: 'ci' });
  for (const pull of [1, 2, 3]) {
    const ref = `refs/pull/${pull}/merge`;
    await send('acme/web', ref, trivyOf(OLD, LOG4J), { pipeline: 'ci', commit: `abcdef${pull}`, run_id: String(pull) });
  }
  await send('acme/web', 'main', `${trivyOf(OLD)} `, { pipeline: 'nightly' });
  await send('acme/api', 'pr', trivyOf(OLD, LOG4J), { pipeline: 'ci' });
});
afterAll(() => harness.close());

const list = (params: object) => getGateHistory(harness.ctx, gateListParams.parse(params));
const shown = ({ repo, ref, outcome }: GateHistoryItem): string => `${repo} ${ref} ${outcome}`;

describe('the history of gates', () => {
  it('has what was judged, newest first, page by page, each once', async () => {
    const all = (await list({})).items;
    expect(all.map(shown)).toEqual([
      'acme/api pr fail',
      'acme/web main warn',
      'acme/web refs/pull/3/merge fail',
      'acme/web refs/pull/2/merge fail',
      'acme/web refs/pull/1/merge fail',
      'acme/api main warn',
      'acme/web main warn',
    ]);
    const paged: GateHistoryItem[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await list({ limit: 2, cursor });
      paged.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    }
    expect(paged).toEqual(all);
  });

  it('says which rules were not met, and in which run', async () => {
    const [, , newest] = (await list({})).items;
    expect(newest).toMatchObject({
      ...{ pipeline: 'ci', commit: 'abcdef3', scanner: 'trivy', run: { id: '3', url: null } },
      policy: { version: 0, override: null },
      url: expect.stringMatching(/^http:\/\/plumbline\.test\/ingest\/upl_/),
    });
    expect(newest?.rules.filter(({ effect }) => effect === 'fail')).toEqual([
      {
        ...{ id: 'new-critical', title: expect.any(String), kind: 'severity', outcome: 'fail', effect: 'fail' },
        ...{ message: '1 critical finding with a fix added by this branch; none is allowed.', count: 1 },
      },
    ]);
    expect(newest?.rules.every(({ effect }) => effect !== 'pass')).toBe(true);
  });

  it('is that of a repository, of one of its pipelines, and of an outcome', async () => {
    const of = async (params: object) => (await list(params)).items.map(shown);
    expect(await of({ repo: 'acme/api' })).toEqual(['acme/api pr fail', 'acme/api main warn']);
    expect(await of({ repo: 'acme/web', pipeline: 'nightly' })).toEqual(['acme/web main warn']);
    expect(await of({ repo: 'acme/web', pipeline: 'ci', outcome: 'warn' })).toEqual(['acme/web main warn']);
    expect(await of({ outcome: 'fail' })).toHaveLength(4);
    expect(await of({ repo: 'acme/web', outcome: 'fail', limit: 2 })).toHaveLength(2);
    expect(await of({ outcome: 'pass' })).toEqual([]);
    await expect(of({ repo: 'acme/web', pipeline: 'none' })).rejects.toThrow('acme/web has no pipeline none.');
    expect(gateListParams.safeParse({ pipeline: 'ci' }).error?.issues[0]?.path).toEqual(['pipeline']);
  });

  it('is counted by rule and by repository, for the days that are asked for', async () => {
    const figures = (params: object) => getGateFigures(harness.ctx, gateSummaryParams.parse(params));
    expect(await figures({})).toMatchObject({
      ...{ judged: 6, failed: 4, warned: 2, failing_repositories: 2 },
      rules: [{ id: 'new-critical', failed: 4 }],
      repositories: [
        { repo: 'acme/web', judged: 4, failed: 3 },
        { repo: 'acme/api', judged: 2, failed: 1 },
      ],
    });
    expect(await figures({ days: 30 })).toMatchObject({ judged: 7, failed: 4 });
    expect(await figures({ repo: 'acme/web', pipeline: 'nightly' })).toMatchObject({ judged: 1, failed: 0, rules: [] });
    expect(await figures({ repo: 'acme/api' })).toMatchObject({ judged: 2, failing_repositories: 1 });
  });

  it('leaves archived repositories out where none is named', async () => {
    await harness.admin`update repositories set archived = true where slug = 'acme/api'`;
    expect((await list({})).items).toHaveLength(5);
    expect((await getGateFigures(harness.ctx, gateSummaryParams.parse({}))).judged).toBe(4);
    expect((await list({ repo: 'acme/api' })).items).toHaveLength(2);
    expect((await getGateFigures(harness.ctx, gateSummaryParams.parse({ repo: 'acme/api' }))).judged).toBe(2);
    await harness.admin`update repositories set archived = false`;
  });
});
