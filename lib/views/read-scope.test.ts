import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { cadenceParams } from '#lib/contracts/cadence.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { gateListParams, gateSummaryParams } from '#lib/contracts/gate-history.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { teamListParams } from '#lib/contracts/team.ts';
import { uploadListParams } from '#lib/contracts/upload.ts';
import { getDemoNotice } from '#lib/demo/notice.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { actAs, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { addMember } from '#lib/services/user/testing.ts';
import { getAction } from './action/get-action.ts';
import { getActions } from './action/get-actions.ts';
import { getCadence } from './coverage/get-cadence.ts';
import { getCommits } from './coverage/get-commits.ts';
import { getCoverage } from './coverage/get-coverage.ts';
import { getCoverageSummary } from './coverage/get-coverage-summary.ts';
import { getFinding } from './finding/get-finding.ts';
import { getFindingFacets } from './finding/get-finding-facets.ts';
import { getFindings } from './finding/get-findings.ts';
import { getFrameworks } from './framework/get-frameworks.ts';
import { getGateFigures } from './gate/get-gate-figures.ts';
import { getGateHistory } from './gate/get-gate-history.ts';
import { getPipelines } from './pipeline/get-pipelines.ts';
import { getToday } from './posture/get-today.ts';
import { getLabels } from './repository/get-labels.ts';
import { getRepositories } from './repository/get-repositories.ts';
import { getRepository, getRepositoryCoverage, getRepositoryPosture } from './repository/get-repository.ts';
import { getRepositorySummary } from './repository/get-repository-summary.ts';
import { getTeams } from './team/get-teams.ts';
import { resultsFrom } from './testing.ts';
import { getIngest } from './upload/get-ingest.ts';
import { getUpload } from './upload/get-upload.ts';
import { getUploadFacets } from './upload/get-upload-facets.ts';

const MINE = ['acme/web', 'acme/api'];
// The last name has one segment more than the token's glob matches.
const OTHERS = ['other/site', 'acme/old', 'acme/apps/inner'];
const DAY = 24 * 60;

/** Three days of reports from these repositories; the clock is the same whichever are left out. */
async function makeWorld(repositories: readonly string[]): Promise<Harness> {
  const harness = await startHarness();
  // The same ids in both worlds.
  for (const repo of MINE) await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(resultsFrom(1, 3, 'first')));
  await harness.admin`update repositories set criticality = 'critical' where slug = 'acme/api'`;
  for (let day = 0; day < 3; day += 1) {
    for (const [index, repo] of [...MINE, ...OTHERS].entries()) {
      const report = sarifOf(resultsFrom(index * 10 + day, 10 + index * 3 - day, index % 2 ? 'src' : 'lib'));
      if (repositories.includes(repo)) await harness.deliver({ repo, pipeline: `ci-${index % 2}` }, report);
      tick(harness, 7);
    }
    await rollUp(harness);
    tick(harness, DAY - 35);
  }
  await harness.admin`update repositories set archived = true where slug = 'acme/old'`;
  await rollUp(harness);
  await harness.admin`
    update streams set reports = 9, report_interval = 86400, last_report_at = ${harness.clock.now}::timestamptz - interval '9 days'`;
  return harness;
}

/** A developer of a team that owns `MINE`. */
async function makeMember(harness: Harness): Promise<Context> {
  const { ctx, systemSql } = harness;
  const input = {
    email: 'dev@example.com',
    name: 'Dev',
    role: 'developer' as const,
    passwordHash: 'x',
    now: ctx.now(),
  };
  const { id } = await addMember(systemSql, { orgId: ctx.orgId }, input);
  await createTeam(ctx, { name: 'Web' });
  await changePatterns(ctx, 'web', { add: ['acme/web', 'acme/ap*'], remove: [] });
  await changeMembers(ctx, 'web', { add: [id], remove: [] });
  return actAs(harness, { kind: 'user', orgId: ctx.orgId, role: 'developer', teamsOf: id });
}

let whole: Harness;
let part: Harness;
let scoped: Context;
let member: Context;
/** Who sees, where there is nothing else, what the two see of the whole. */
let scopedAlone: Context;
let memberAlone: Context;

beforeAll(async () => {
  [whole, part] = await Promise.all([makeWorld([...MINE, ...OTHERS]), makeWorld(MINE)]);
  const { orgId } = whole.ctx;
  scoped = await actAs(whole, { kind: 'api_token', orgId, role: 'viewer', scopes: ['acme/web', 'acme/ap*'] });
  [member, memberAlone] = await Promise.all([makeMember(whole), makeMember(part)]);
  // A token of some repositories reads of no team.
  scopedAlone = { ...part.ctx, readScope: { ...part.ctx.readScope, teams: [] } };
});
afterAll(() => Promise.all([whole.close(), part.close()]));

const filters: Record<string, string>[] = [
  {},
  { sort: '-opened' },
  { state: 'open,fixed', severity: 'high,medium' },
  { repo: 'acme/web' },
  { q: 'rule-3' },
  { q: 'part-2' },
  { q: 'acme/api#2' },
  { path: 'src' },
  { pipeline: 'ci-1' },
  { rule: 'rule-1' },
  { scanner: 'plumbtest' },
];

const reads: [string, (ctx: Context) => Promise<unknown>][] = [
  ['Today', getToday],
  ['what is said of the demo', getDemoNotice],
  ['teams', (ctx) => getTeams(ctx, teamListParams.parse({}))],
  ['labels', (ctx) => getLabels(ctx, teamListParams.parse({}))],
  ['the queue', (ctx) => getActions(ctx, actionListParams.parse({ limit: 200 }))],
  ['a lane', (ctx) => getActions(ctx, actionListParams.parse({ lane: 'act_now,by_value' }))],
  ['the queue of a repository', (ctx) => getActions(ctx, actionListParams.parse({ repo: 'acme/web' }))],
  ['uploads', (ctx) => getIngest(ctx, uploadListParams.parse({}))],
  ['uploads by state', (ctx) => getIngest(ctx, uploadListParams.parse({ state: 'processed,held' }))],
  ['uploads of a repository', (ctx) => getIngest(ctx, uploadListParams.parse({ repo: 'acme/web' }))],
  ['uploads of a pipeline', (ctx) => getIngest(ctx, uploadListParams.parse({ repo: 'acme/web', pipeline: 'ci-0' }))],
  ['uploads by text', (ctx) => getIngest(ctx, uploadListParams.parse({ q: 'e' }))],
  ['uploads of a scanner', (ctx) => getIngest(ctx, uploadListParams.parse({ scanner: 'plumbtest' }))],
  ['gates', (ctx) => getGateHistory(ctx, gateListParams.parse({}))],
  ['gates of a pipeline', (ctx) => getGateHistory(ctx, gateListParams.parse({ repo: 'acme/web', pipeline: 'ci-0' }))],
  ['frameworks', (ctx) => getFrameworks(ctx)],
  ['the grid of coverage', (ctx) => getCoverage(ctx, coverageParams.parse({}))],
  ['the cadence of pipelines', (ctx) => getCadence(ctx, cadenceParams.parse({}))],
  ['that of a pipeline', (ctx) => getCadence(ctx, cadenceParams.parse({ repo: 'acme/web', pipeline: 'ci-0' }))],
  ['the shares of coverage', getCoverageSummary],
  ['pipelines', (ctx) => getPipelines(ctx, pipelineListParams.parse({}))],
  ['figures of gates', (ctx) => getGateFigures(ctx, gateSummaryParams.parse({ days: 30 }))],
  ['words of uploads', getUploadFacets],
  ['repositories', (ctx) => getRepositories(ctx, repositoryListParams.parse({}))],
  ['archived ones too', (ctx) => getRepositories(ctx, repositoryListParams.parse({ archived: 'true', sort: 'name' }))],
  ['a repository', (ctx) => getRepository(ctx, 'acme/web')],
  ['its posture', (ctx) => getRepositoryPosture(ctx, 'acme/api')],
  ['its commits', (ctx) => getCommits(ctx, 'acme/api')],
  ['what it is', (ctx) => getRepositorySummary(ctx, 'acme/api')],
  ['its coverage', (ctx) => getRepositoryCoverage(ctx, 'acme/api')],
  [
    'a finding',
    async (ctx) => {
      // What one may decide is a question of the role, which differs here.
      const { may: _may, ...view } = await getFinding(ctx, { repo: 'acme/api', number: 3 });
      return view;
    },
  ],
  ...filters.flatMap((params): typeof reads => [
    [`findings ${JSON.stringify(params)}`, (ctx) => getFindings(ctx, findingListParams.parse(params))],
    [`facets ${JSON.stringify(params)}`, (ctx) => getFindingFacets(ctx, findingListParams.parse(params))],
  ]),
];

describe('a credential of some repositories', () => {
  it.each(reads)('reads what an organization of nothing else would show: %s', async (_name, read) => {
    const mine = await read(scoped);
    expect(mine).toEqual(await read(scopedAlone));
    expect(await read(member)).toEqual(await read(memberAlone));
    // Otherwise a caller who sees everything would pass the comparison too.
    expect(JSON.stringify(mine)).not.toMatch(/other\/|acme\/(?:old|apps)/);
  });

  it('reads of an archived repository that is named, and of no other', async () => {
    const cadence = async (repo?: string) => (await getCadence(whole.ctx, cadenceParams.parse({ repo }))).items;
    expect((await cadence('acme/old')).map(({ repo }) => repo)).toContain('acme/old');
    expect((await cadence()).map(({ repo }) => repo)).not.toContain('acme/old');
  });

  it('has organization figures that differ from those of all repositories, and a history that is its own', async () => {
    const [mine, all] = await Promise.all([getToday(scoped), getToday(whole.ctx)]);
    expect(mine.repositories.total).toBe(2);
    expect(all.repositories.total).toBe(4);
    expect(mine.history.filter(({ score }) => score !== null)).toHaveLength(4);
    expect(mine.history).not.toEqual(all.history);
    expect(mine.silent.length).toBeGreaterThan(0);
    expect(mine.actions_total.value).toBeLessThan(all.actions_total.value);
  });

  it('pages through its own rows only, each once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await getFindings(scoped, findingListParams.parse({ limit: 7, cursor }));
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    const all = await getFindings(scoped, findingListParams.parse({ limit: 200 }));
    expect(seen).toEqual(all.items.map((item) => item.id));
    expect(all.total.value).toBe(seen.length);
  });

  it('gets the same answer for what it may not see as for what does not exist', async () => {
    const [finding] = (await getFindings(whole.ctx, findingListParams.parse({ repo: 'other/site' }))).items;
    const queue = await getActions(whole.ctx, actionListParams.parse({ repo: 'other/site', limit: 200 }));
    const action = queue.items.find(({ kind }) => kind !== 'coverage');
    const coverage = queue.items.find(({ kind }) => kind === 'coverage');
    const [upload] = (await getIngest(whole.ctx, uploadListParams.parse({ repo: 'other/site' }))).items;
    const tries: [(ctx: Context, id: string) => Promise<unknown>, string, string][] = [
      [(ctx, id) => getFinding(ctx, { id }), finding?.id ?? '', 'fnd_zz_1'],
      [getAction, action?.id ?? '', 'act_zz_1'],
      [getAction, coverage?.id ?? '', 'cov_zz_1'],
      [getUpload, upload?.id ?? '', 'upl_zz_1'],
      [(ctx, id) => getFindings(ctx, findingListParams.parse({ upload: id })), upload?.id ?? '', 'upl_zz_1'],
      [getRepository, 'other/site', 'no/such'],
    ];
    for (const [read, foreign, missing] of tries) {
      await expect(read(whole.ctx, foreign)).resolves.toBeDefined();
      const no = await read(scoped, missing).catch((error: unknown) => error);
      expect(no).toMatchObject({ code: 'not_found' });
      await expect(read(scoped, foreign)).rejects.toEqual(no);
    }
    const byName = (repo: string) => getFindings(scoped, findingListParams.parse({ repo })).catch(String);
    expect(await byName('other/site')).toBe((await byName('no/such')).toString().replace('no/such', 'other/site'));
    const gatesOf = (repo: string) => getGateHistory(scoped, gateListParams.parse({ repo })).catch(String);
    expect(await gatesOf('other/site')).toBe((await gatesOf('no/such')).toString().replace('no/such', 'other/site'));
    const figuresOf = (repo: string) => getGateFigures(scoped, gateSummaryParams.parse({ repo })).catch(String);
    expect(await figuresOf('other/site')).toBe(await gatesOf('other/site'));
    const byAction = await getFindings(scoped, findingListParams.parse({ action: action?.id }));
    expect(byAction.total.value).toBe(0);
  });

  it('that matches no repository has empty lists and no figures', async () => {
    const { orgId } = whole.ctx;
    const nobody = await actAs(whole, { kind: 'api_token', orgId, role: 'admin', scopes: ['acme/none'] });
    expect((await getFindings(nobody, findingListParams.parse({}))).total.value).toBe(0);
    expect((await getActions(nobody, actionListParams.parse({}))).items).toEqual([]);
    expect((await getIngest(nobody, uploadListParams.parse({}))).total.value).toBe(0);
    expect((await getRepositories(nobody, repositoryListParams.parse({}))).items).toEqual([]);
    expect(await getToday(nobody)).toMatchObject({ score: { score: null }, repositories: { total: 0 } });
  });
});
