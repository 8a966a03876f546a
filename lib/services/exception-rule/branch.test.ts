import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exceptionListParams } from '#lib/contracts/exception-list.ts';
import { rulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { addDays } from '#lib/domain/time.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getGate } from '#lib/views/gate/get-gate.ts';
import { bomOf } from '../advisory/testing.ts';
import { sweepExceptions } from '../exception/sweep-exceptions.ts';
import { withdrawException } from '../exception/withdraw-exception.ts';
import { kevOf, sendFeed } from '../feed/testing.ts';
import { type FakePackage, LOG4J, trivyOf } from '../policy/testing.ts';
import { recount } from '../recount.ts';
import { type Harness, sarifOf, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';
import { extendRule } from './extend-rule.ts';
import { previewRule } from './preview-rule.ts';
import { makeRule, runRuleJobs } from './testing.ts';
import { withdrawRule } from './withdraw-rule.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
  // Without a list of what is exploited a gate would not know, and say so.
  await sendFeed(harness, 'kev', kevOf('2026-03-01', [1]));
});
afterAll(() => harness.close());

const DAY = 24 * 60;
const OLD: FakePackage = { name: 'org.old:lib', version: '1.0', advisory: 'CVE-2020-1000', fixed: '1.1' };
const conditionsFor = (repo: string) => ({ paths: ['test/'], repositories: [repo] });

/** A report in which one file has what is old, and these files have a critical problem each. */
function reportOf(files: readonly string[]): string {
  const old = JSON.parse(trivyOf(OLD));
  const added = files.map((file) => {
    const own = { ...LOG4J, name: `org.${file.replaceAll(/\W/g, '')}:core` };
    return { ...JSON.parse(trivyOf(own)).Results[0], Target: file };
  });
  return JSON.stringify({ ...old, Results: [...old.Results, ...added] });
}

let commits = 0;

/** What the gate of a report says that was delivered now. */
async function gateOf(repo: string, ref: string, ...files: string[]): Promise<string | undefined> {
  tick(harness, 1);
  commits += 1;
  const commit = `abc${String(commits).padStart(5, '0')}`;
  const { number, repoId } = await harness.deliver({ repo, ref, commit }, reportOf(files));
  const [answer] = await harness.admin<{ outcome: string }[]>`
    select outcome from gate_answers where repo_id = ${repoId} and upload = ${number}`;
  return answer?.outcome;
}
const gateNow = async (repo: string, ref: string) => (await getGate(harness.ctx, { repo, ref })).outcome;
async function decidedIn(repo: string) {
  const rows = await harness.admin<{ path: string; state: string; decided: string | null }[]>`
    select f.path, f.state, f.decided from findings f join repositories r on r.org_id = f.org_id and r.id = f.repo_id
    where r.slug = ${repo} and f.path <> 'pom.xml' order by f.path`;
  return Object.fromEntries(rows.map(({ path, state, decided }) => [path, `${state} ${decided ?? '-'}`]));
}
async function exceptionsIn(repo: string) {
  const state = ['in_force', 'expired', 'withdrawn', 'returned'];
  return (await getExceptions(harness.ctx, exceptionListParams.parse({ repo: [repo], state }))).items;
}
const right = async () => expect(await recount(harness.systemSql)).toEqual({ differences: [] });

describe('a rule of exceptions, on a branch', () => {
  it('is followed before the gate judges the report, and what it accepted is never open where the branch is merged', async () => {
    const repo = 'acme/gated';
    await gateOf(repo, 'main');
    expect(await gateOf(repo, 'pr-1', 'test/pom.xml')).toBe('fail');
    const rule = await makeRule(harness, conditionsFor(repo));
    expect(await gateOf(repo, 'pr-2', 'test/pom.xml', 'test/new/pom.xml')).toBe('pass');
    expect(await gateOf(repo, 'pr-3', 'test/pom.xml', 'src/pom.xml')).toBe('fail');
    expect(await decidedIn(repo)).toEqual({
      ...{ 'src/pom.xml': 'branch -', 'test/new/pom.xml': 'branch accepted', 'test/pom.xml': 'branch accepted' },
    });
    await right();
    expect(await gateOf(repo, 'main', 'test/new/pom.xml')).toBe('pass');
    expect((await decidedIn(repo))['test/new/pom.xml']).toBe('accepted accepted');
    const [made] = (await exceptionsIn(repo)).filter(({ finding }) => finding.path === 'test/new/pom.xml');
    const { timeline, exceptions } = await getFinding(harness.ctx, { id: made?.finding.id ?? '' });
    expect(exceptions).toMatchObject([{ state: 'in_force', rule }]);
    expect(timeline.map(({ text }) => text).join()).not.toMatch(/Open|Returned/i);
    await right();
  });

  it('decides about what is there when it comes into force, which its preview does not count', async () => {
    const repo = 'acme/there';
    await gateOf(repo, 'main', 'test/here/pom.xml');
    expect(await gateOf(repo, 'pr', 'test/here/pom.xml', 'test/pom.xml')).toBe('fail');
    // All of the repository, and so what is old too.
    const conditions = { repositories: [repo] };
    const preview = await previewRule(harness.ctx, rulePreviewBody.parse({ kind: 'accepted', conditions }));
    expect(preview).toMatchObject({ findings: { value: 2, relation: 'exact' }, decided: 0 });
    await makeRule(harness, conditions);
    expect(await decidedIn(repo)).toEqual({
      'test/here/pom.xml': 'accepted accepted',
      'test/pom.xml': 'branch accepted',
    });
    expect(await gateNow(repo, 'pr')).toBe('pass');
    expect(await gateOf(repo, 'pr', 'test/here/pom.xml', 'test/pom.xml')).toBe('pass');
    await right();
  });

  it.each(['withdrawn', 'expired'] as const)(
    'that is %s counts again, there alone, with all of its exceptions',
    async (how) => {
      const repo = `acme/${how}`;
      await gateOf(repo, 'main');
      const rule = await makeRule(harness, conditionsFor(repo));
      expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('pass');
      const later = addDays(harness.now(), 60);
      await extendRule(harness.ctx, rule, { expires_at: later.toISOString() });
      await runRuleJobs(harness);
      expect((await exceptionsIn(repo)).map(({ expires_at }) => expires_at)).toEqual([later.toISOString()]);
      tick(harness, 40 * DAY);
      await sweepExceptions(harness);
      expect(await gateNow(repo, 'pr')).toBe('pass');
      if (how === 'withdrawn') await withdrawRule(harness.ctx, rule);
      else tick(harness, 21 * DAY);
      await runRuleJobs(harness);
      await sweepExceptions(harness);
      expect(await decidedIn(repo)).toEqual({ 'test/pom.xml': 'branch -' });
      expect((await exceptionsIn(repo)).map(({ state }) => state)).toEqual([how]);
      expect(await gateNow(repo, 'pr')).toBe('fail');
      expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('fail');
      await right();
    },
  );

  it('decides about what is fixed on the default branch and comes back on a branch only, as its merge would', async () => {
    const repo = 'acme/back';
    const files = ['test/pom.xml', 'test/gone/pom.xml', 'src/pom.xml'];
    await gateOf(repo, 'main', ...files);
    await gateOf(repo, 'main');
    const rule = await makeRule(harness, conditionsFor(repo));
    expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('pass');
    expect(await gateOf(repo, 'other', 'src/pom.xml')).toBe('fail');
    // Nobody is asked about what no report has.
    const fixed = { 'src/pom.xml': 'fixed -', 'test/gone/pom.xml': 'fixed -' };
    expect(await decidedIn(repo)).toEqual({ ...fixed, 'test/pom.xml': 'fixed accepted' });
    await right();
    expect(await gateOf(repo, 'main', 'test/pom.xml')).toBe('pass');
    expect((await decidedIn(repo))['test/pom.xml']).toBe('accepted accepted');
    await withdrawRule(harness.ctx, rule);
    await runRuleJobs(harness);
    expect((await decidedIn(repo))['test/pom.xml']).toBe('open -');
    await right();
  });

  it('asks all files of what is back, as its last reports named them, and remembers who reports it', async () => {
    const repo = 'acme/back-places';
    const tell = async (ref: string, tool: string, ...rules: string[]) => {
      tick(harness, 1);
      const run = JSON.parse(
        sarifOf(
          rules.map((rule) => ({ rule, file: `test/${rule}.ts`, line: 1, code: rule })),
          tool,
        ),
      );
      for (const result of run.runs[0].results) {
        if (result.ruleId !== 'twice') continue;
        const [at] = result.locations;
        const physicalLocation = { ...at.physicalLocation, artifactLocation: { uri: 'src/twice.ts' } };
        result.locations.push({ ...at, physicalLocation });
      }
      await harness.deliver({ repo, ref, pipeline: tool }, JSON.stringify(run));
    };
    await tell('main', 'plumbtest', 'once', 'twice');
    await tell('main', 'plumbtest');
    await makeRule(harness, conditionsFor(repo));
    await tell('pr', 'plumbtest', 'once', 'twice');
    expect(await decidedIn(repo)).toEqual({ 'test/once.ts': 'fixed accepted', 'test/twice.ts': 'fixed -' });
    const [row] = await harness.admin<{ scanners: string[] }[]>`
      select e.conditions -> 'scanners' as scanners from exceptions e join repositories r on r.id = e.repo_id where r.slug = ${repo}`;
    expect(row?.scanners).toEqual(['plumbtest']);
    await tell('main', 'plumbtest', 'once', 'twice');
    expect(await decidedIn(repo)).toEqual({ 'test/once.ts': 'accepted accepted', 'test/twice.ts': 'open -' });
    await right();
  });

  it('knows whoever tells of it on the branch: when they tell of it on the default branch, nothing is new', async () => {
    const repo = 'acme/back-by-another';
    let serial = 0;
    const tell = async (ref: string, tool: string, ...ids: string[]) => {
      tick(harness, 1);
      serial += 1;
      const text = bomOf(
        ids.map((id) => ({ id, package: 'shared-package' })),
        tool,
        serial,
      );
      await harness.deliver({ repo, ref, pipeline: tool, complete: 'true' }, text);
    };
    const state = async () =>
      (
        await harness.admin<{ state: string; decided: string | null }[]>`
        select f.state, f.decided from findings f join repositories r on r.id = f.repo_id where r.slug = ${repo}`
      )[0];
    await tell('main', 'one', 'CVE-2031-0077');
    await tell('main', 'one');
    await makeRule(harness, { packages: ['shared-package'], repositories: [repo] });
    await tell('pr', 'two', 'CVE-2031-0077');
    expect(await state()).toEqual({ state: 'fixed', decided: 'accepted' });
    await tell('main', 'two', 'CVE-2031-0077');
    expect(await state()).toEqual({ state: 'accepted', decided: 'accepted' });
    await right();
  });

  it('decides by its job about what is back on a branch already, and leaves what is fixed everywhere', async () => {
    const repo = 'acme/back-before';
    await gateOf(repo, 'main', 'test/pom.xml', 'test/gone/pom.xml');
    await gateOf(repo, 'main');
    expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('fail');
    await makeRule(harness, conditionsFor(repo));
    expect(await decidedIn(repo)).toEqual({ 'test/gone/pom.xml': 'fixed -', 'test/pom.xml': 'fixed accepted' });
    expect(await gateNow(repo, 'pr')).toBe('pass');
    await right();
  });

  it('decides about what a scanner suppresses on the default branch and tells of on a branch', async () => {
    const repo = 'acme/unmuted';
    const tell = async (ref: string, ...muted: boolean[]) => {
      tick(harness, 1);
      const results = muted.map((suppressed, at) => ({
        ...{ rule: `rule-${at}`, file: `test/${at}.ts`, line: 1, code: `use(${at})`, suppressed },
      }));
      await harness.deliver({ repo, ref }, sarifOf(results));
    };
    await tell('main', true, true);
    await makeRule(harness, conditionsFor(repo));
    await tell('pr', false, true);
    expect(await decidedIn(repo)).toEqual({ 'test/0.ts': 'suppressed accepted', 'test/1.ts': 'suppressed -' });
    await right();
    await tell('main', false, true);
    expect(await decidedIn(repo)).toEqual({ 'test/0.ts': 'accepted accepted', 'test/1.ts': 'suppressed -' });
    await right();
  });

  it('does not decide a second time about what a person took from it', async () => {
    const repo = 'acme/taken';
    await gateOf(repo, 'main');
    await makeRule(harness, conditionsFor(repo));
    expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('pass');
    const [made] = await exceptionsIn(repo);
    await withdrawException(harness.ctx, made?.id ?? '');
    expect(await gateOf(repo, 'pr', 'test/pom.xml')).toBe('fail');
    await gateOf(repo, 'main', 'test/pom.xml');
    expect(await decidedIn(repo)).toEqual({ 'test/pom.xml': 'open -' });
    await right();
  });
});
