import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeInventory } from '#lib/domain/privilege/judge.ts';
import { gitlab } from '#lib/inventories/gitlab/read.ts';
import { soundGroup } from '#lib/inventories/gitlab/testing.ts';
import { rulesOf } from '#lib/inventories/testing.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { MISSING, startCollector, startReceiver } from '../fixtures/collectors/testing.ts';

const collector = startCollector('collect-gitlab.sh', 'glab');
type Answers = Record<string, { data: unknown }>;
const { sections } = soundGroup() as unknown as { sections: Answers };
const data = (section: string): unknown => sections[section]?.data;
const ofProject = (section: string, at = 0): unknown => (data(section) as { data: unknown }[])[at]?.data;
const G = 'groups/acme%2Fshop';
const PER_PROJECT = {
  ...{ members: 'project_members', access_tokens: 'project_access_tokens', deploy_keys: 'deploy_keys' },
  ...{ protected_branches: 'protected_branches', approval_rules: 'approval_rules', environments: 'environments' },
  ...{ protected_environments: 'protected_environments', variables: 'project_variables' },
  ...{ protected_tags: 'protected_tags', 'job_token_scope/allowlist': 'job_token_projects' },
  ...{ 'job_token_scope/groups_allowlist': 'job_token_groups' },
};

beforeAll(() => {
  const list = (path: string, section: string) => collector.answer(`api --paginate ${path}`, data(section));
  collector.answer(`api ${G}?with_projects=false`, data('group'));
  list(`${G}/members/all`, 'members');
  list(`${G}/enterprise_users`, 'enterprise_users');
  list(`${G}/projects?include_subgroups=true&with_shared=false`, 'projects');
  list(`${G}/access_tokens`, 'group_access_tokens');
  list(`${G}/variables`, 'group_variables');
  list(`${G}/protected_environments`, 'group_protected_environments');
  collector.answer(`api --paginate ${G}/descendant_groups`, [{ id: 21 }]);
  collector.answer('api groups/21?with_projects=false', {
    ...(data('subgroups') as object[])[0],
    projects: [{ id: 9 }],
  });
  collector.answer('api --paginate groups/21/members', ofProject('group_members'));
  collector.answer('api --paginate groups/31/members/all', ofProject('group_members', 1));
  collector.answer('api --paginate groups/21/access_tokens', []);
  collector.answer('api --paginate groups/21/variables', ofProject('subgroup_variables'));
  collector.answer(`api --paginate ${G}/runners`, [{ id: 71 }]);
  collector.answer('api runners/71', (data('runners') as unknown[])[0]);
  for (const [path, section] of Object.entries(PER_PROJECT)) {
    collector.answer(`api --paginate projects/41/${path}`, ofProject(section));
  }
  collector.answer('api projects/41/approvals', ofProject('approvals'));
  collector.fail('api projects/41/job_token_scope', 'glab: 403 Forbidden (HTTP 403)');
});
afterAll(() => collector.close());

describe.skipIf(MISSING.length > 0)('the collector for GitLab, with a glab that tests answer for', () => {
  it('writes what Plumbline reads, without values, and says what could not be read', async () => {
    const { code, out, said } = await collector.run(['--dry-run', 'acme/shop']);
    expect(code, said).toBe(0);
    expect(out).not.toContain('hunter2');
    const document = JSON.parse(out);
    expect(document.sections.billable_members).toMatchObject({ status: 'failed' });
    expect(document.sections.job_token_scope.data).toEqual([
      { project: '41', status: 'failed', http: 403, reason: 'glab: 403 Forbidden (HTTP 403)' },
    ]);
    expect(document.sections.subgroups.data).toEqual(data('subgroups'));
    expect(document.sections.group_members.data.map(({ group }: { group: string }) => group)).toEqual(['21', '31']);
    const { inventory, skipped } = await gitlab.read(sourceFromBytes(out));
    expect(skipped).toEqual([]);
    const { fail, unknown } = rulesOf(judgeInventory({ ...inventory, collectedAt: new Date('2026-03-02') }));
    expect({ fail, unknown }).toEqual({ fail: [], unknown: ['bot-without-owner', 'job-token-open'] });
  });

  it('delivers to Plumbline', async () => {
    const receiver = await startReceiver();
    try {
      const { code, said } = await collector.run(['--strict', 'acme/shop'], receiver.env('good'));
      expect({ code, said }).toEqual({
        code: 4,
        said: expect.stringContaining('delivered: processed, 3 new, 1 fixed'),
      });
      expect(receiver.got.url).toBe('/api/v1/inventories?source=gitlab&system=acme%2Fshop&wait=30');
    } finally {
      receiver.close();
    }
  });

  it.each([
    [['--dry-run', 'nobody'], 2, 'nothing of nobody could be read'],
    [['--dry-run', '/acme'], 1, 'no path of a group'],
    [['--dry-run', 'a', 'b'], 1, 'one group at a time'],
  ])('called with %j ends with %i and says why', async (args, code, words) => {
    expect(await collector.run(args)).toMatchObject({ code, said: expect.stringContaining(words) });
  });
});
