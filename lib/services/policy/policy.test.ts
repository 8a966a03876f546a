import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILTIN_TEXT } from '#lib/domain/policy/builtin-policy.ts';
import { encodeId } from '#lib/ids.ts';
import { checkPolicy } from '#lib/views/policy/check-policy.ts';
import { getPolicy } from '#lib/views/policy/get-policy.ts';
import { getPolicyVersion, getPolicyVersions } from '#lib/views/policy/get-policy-versions.ts';
import { getRepositoryPolicy } from '#lib/views/policy/get-repository-policy.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { actAs, type Harness, startHarness, tick } from '../testing.ts';
import { removeOverride, saveOverride } from './save-override.ts';
import { savePolicy } from './save-policy.ts';
import { LOG4J, trivyOf } from './testing.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness?.close());

const limit = (max: string, more = '') =>
  `version: 1\nrules:\n  - id: critical\n    kind: severity\n    max: { critical: ${max} }\n    on_unknown: pass\n${more}`;
const save = (text: string, version: number, message = '') => savePolicy(harness.ctx, { text, version, message });
const audits = () => harness.admin<{ verb: string; detail: object }[]>`
  select verb, detail from audit_entries where verb like 'policy.%' order by sequence`;

async function send(ref: string, report: string, params: Record<string, unknown> = {}) {
  tick(harness, 1);
  return getUpload(harness.ctx, encodeId('upload', await harness.deliver({ ref, ...params }, report)));
}

describe('the policy', () => {
  it('is the built-in one until somebody saves another, and every version stays', async () => {
    expect(await getPolicy(harness.ctx)).toMatchObject({ version: 0, builtin: true, text: BUILTIN_TEXT, author: null });
    await save(BUILTIN_TEXT, 0);
    expect((await getPolicy(harness.ctx)).version).toBe(0);
    await save(limit('0'), 0, 'Stricter');
    await save(limit('5'), 1);
    expect(await getPolicy(harness.ctx)).toMatchObject({
      version: 2,
      builtin: false,
      text: limit('5'),
      author: 'test',
    });
    expect((await getPolicyVersions(harness.ctx, { limit: 2 })).items.map(({ version }) => version)).toEqual([2, 1]);
    const { items, next_cursor } = await getPolicyVersions(harness.ctx, { limit: 1 });
    expect(items).toMatchObject([{ version: 2 }]);
    const rest = await getPolicyVersions(harness.ctx, { cursor: next_cursor ?? '', limit: 5 });
    expect(rest).toMatchObject({ items: [{ version: 1, message: 'Stricter' }, { version: 0 }], next_cursor: null });
    expect((await getPolicyVersion(harness.ctx, 1)).text).toBe(limit('0'));
    expect((await getPolicyVersion(harness.ctx, 0)).text).toBe(BUILTIN_TEXT);
    await expect(getPolicyVersion(harness.ctx, 9)).rejects.toThrow('no such version');
  });

  it('is not saved over what somebody saved meanwhile, nor with mistakes', async () => {
    await expect(save(limit('1'), 1)).rejects.toThrow('Version 2 is in force, and this changes version 1.');
    await expect(save('version: 1\nrulez: []', 2)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: [{ path: 'line 1, column 1 (rules)' }, { message: expect.stringContaining('Did you mean rules?') }],
    });
    const both = await Promise.allSettled([save(limit('3'), 2), save(limit('4'), 2)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('tells who changed which rules', async () => {
    expect(await audits()).toMatchObject([
      {
        verb: 'policy.changed',
        detail: { version: 1, message: 'Stricter', added: ['critical'], removed: expect.arrayContaining(['new-high']) },
      },
      { verb: 'policy.changed', detail: { version: 2, added: [], changed: ['critical'], removed: [] } },
      { verb: 'policy.changed', detail: { version: 3 } },
    ]);
  });

  it('is read by everybody, and written by administrators and the security team', async () => {
    const { orgId } = harness.ctx;
    const developer = await actAs(harness, { kind: 'user', orgId, role: 'developer', teamsOf: null });
    expect((await getPolicy(developer)).version).toBe(3);
    await expect(savePolicy(developer, { text: limit('0'), version: 3, message: '' })).rejects.toThrow(
      'lacks policy:write',
    );
    const security = await actAs(harness, { kind: 'user', orgId, role: 'security' });
    await savePolicy(security, { text: limit('0', 'overrides: { allow: [critical] }\n'), version: 3, message: '' });
  });
});

describe('own rules of a repository', () => {
  const own = (text: string, version: number) => saveOverride(harness.ctx, 'acme/web', { text, version, message: '' });

  it('judge in place of the organization’s where these allow it', async () => {
    await send('main', trivyOf());
    expect((await send('pr', trivyOf(LOG4J), { commit: 'abcdef1' })).gate).toMatchObject({
      outcome: 'fail',
      policy: { version: 4, override: null },
    });
    await own(limit('7'), 0);
    expect((await send('pr', trivyOf(LOG4J), { commit: 'abcdef2' })).gate).toMatchObject({
      outcome: 'pass',
      policy: { version: 4, override: 1 },
    });
    expect(await getRepositoryPolicy(harness.ctx, 'acme/web')).toMatchObject({
      version: 1,
      text: limit('7'),
      refused: [],
      allowed: ['critical'],
    });
  });

  it('are judged no more when the organization takes its permission back, and the answer says so', async () => {
    await save(limit('0'), 4);
    const { gate } = await send('pr', trivyOf(LOG4J), { commit: 'abcdef3' });
    expect(gate).toMatchObject({ outcome: 'fail', refused: ['critical'] });
    expect((await getRepositoryPolicy(harness.ctx, 'acme/web')).refused).toEqual(['critical']);
    await expect(own(limit('9'), 1)).rejects.toThrow('The organization does not allow this for critical');
    await expect(own(limit('0'), 0)).rejects.toThrow('Version 1 is in force');
    await own(limit('0'), 1);
  });

  it('can be removed, and their versions stay', async () => {
    await removeOverride(harness.ctx, 'acme/web', { version: 2, message: 'Not needed' });
    expect(await getRepositoryPolicy(harness.ctx, 'acme/web')).toMatchObject({
      ...{ version: 3, text: null, message: 'Not needed' },
      versions: [{ version: 3, text: null }, { version: 2 }, { version: 1 }],
    });
    expect((await audits()).at(-1)).toMatchObject({
      verb: 'policy.override_removed',
      detail: { removed: ['critical'] },
    });
    const { gate } = await send('pr', trivyOf(LOG4J), { commit: 'abcdef4' });
    expect(gate?.policy.override).toBeNull();
  });
});

describe('a text that is tried', () => {
  const check = (text: string, more: object = {}) => checkPolicy(harness.ctx, { text, days: 7, ...more });

  it('says what it would have done to the runs of the last days, naming them', async () => {
    const { trial } = await check(limit('5'));
    expect(trial).toMatchObject({ runs: 5, failed: 0, passed: 5, newly_passing: 3, newly_failing: 0, unknown: 0 });
    const strict = await check(limit('0'));
    expect(strict.trial).toMatchObject({
      runs: 5,
      failed: 4,
      passed: 1,
      newly_failing: 1,
      rules: [{ id: 'critical', failed: 4 }],
    });
    expect(strict.trial?.examples[0]).toMatchObject({ repo: 'acme/web', ref: 'pr', before: 'fail', after: 'fail' });
    expect(strict.trial?.examples).toHaveLength(4);
  });

  it('counts reports of one run once', async () => {
    await send('pr-2', trivyOf(LOG4J), { run_id: '7', label: 'a' });
    await send('pr-2', trivyOf(LOG4J), { run_id: '7', label: 'b' });
    expect((await check(limit('0'))).trial).toMatchObject({ runs: 6 });
  });

  it('does not pass what it cannot judge', async () => {
    const total = 'version: 1\nrules:\n  - { id: all, kind: severity, findings: total, max: { critical: 0 } }\n';
    expect((await check(total)).trial).toMatchObject({
      passed: 0,
      failed: 0,
      unknown: 6,
      rules: [{ id: 'all', unknown: 6 }],
    });
  });

  it('is only what the caller sees, and of one repository where it is that one’s', async () => {
    const { orgId } = harness.ctx;
    const nothing = { ...harness.ctx, readScope: { orgId, repositories: [] } };
    expect((await checkPolicy(nothing, { text: limit('0'), days: 7 })).trial?.runs).toBe(0);
    expect(await check(limit('9'), { repo: 'acme/web' })).toMatchObject({ valid: false, refused: ['critical'] });
    expect(await check('version: 1\nrules: [1]', { repo: 'acme/web' })).toMatchObject({ valid: false, trial: null });
    expect((await check('rules: []', { days: 0 })).problems).toMatchObject([
      { line: 1, message: expect.stringContaining('version') },
    ]);
  });
});
