import { describe, expect, it } from 'vitest';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { collect, goldenTest } from '#lib/scanners/shared/golden.ts';
import { sourceFromBytes } from '#lib/scanners/shared/memory-source.ts';
import { sameRule } from './same-rule.ts';
import { scanner } from './scanner.ts';

goldenTest(scanner);

describe('legitify', () => {
  const policy = (policyName: string, namespace: string, violations: object[]) => ({
    policyInfo: { title: 'Title', policyName, namespace, severity: 'HIGH', remediationSteps: ['Do it.'] },
    violations,
  });
  const of = (violationEntityType: string, status: string, entityId = '41') => ({
    ...{ violationEntityType, status, canonicalLink: 'https://github.com/acme/web' },
    aux: { entityId, entityName: 'web' },
  });
  const read = (type: string, content: object) => collect(scanner, sourceFromBytes(JSON.stringify({ type, content })));
  const review = policy('code_review_not_required', 'repository', [of('repository', 'FAILED')]);

  it('is one finding with a rule of privileges where both ask the same, about the same thing', async () => {
    const push = policy('missing_default_branch_protection_force_push', 'repository', [of('repository', 'FAILED')]);
    const none = policy('missing_default_branch_protection', 'repository', [of('repository', 'FAILED')]);
    const approve = policy('actions_can_approve_pull_requests', 'actions', [of('organization', 'FAILED', '1')]);
    const own = policy('no_signed_commits', 'repository', [of('repository', 'FAILED')]);
    const { observations } = await read('flattened', { a: review, b: push, c: none, d: approve, e: own });
    expect(observations.map(({ rule, subject }) => [rule.id, 'resource' in subject && subject.resource])).toEqual([
      ['one-person-merges', 'repo:41'],
      ['default-branch-unprotected', 'repo:41'],
      ['workflows-approve', 'org'],
      ['no_signed_commits', 'repo:41'],
    ]);
    const known = new Set(PRIVILEGE_RULES.map(({ id }) => id));
    for (const { rule } of observations.slice(0, 3)) expect(known).toContain(rule.id);
    expect(sameRule('runner_group', 'runner_group_can_be_used_by_public_repositories', { type: 'x', id: '7' })).toEqual(
      {
        rule: 'runner-group-public',
        resource: 'org/runner_group:7',
      },
    );
    expect(sameRule('repository', 'toString', { type: 'repository', id: '1' }).rule).toBe('toString');
  });

  it.each(['group-by-namespace', 'group-by-resource', 'group-by-severity'])(
    'reads %s, each finding once',
    async (type) => {
      const flat = await read('flattened', { 'data.repository.code_review_not_required': review });
      const grouped = await read(type, {
        repository: { a: review },
        other: { type: 'flattened', content: { b: review } },
      });
      const bare = (all: typeof flat) => all.observations.map(({ position: _, ...rest }) => rest);
      expect(bare(grouped)).toEqual(bare(flat));
    },
  );

  it('takes neither what passed nor what was skipped for a finding, and knows that what was skipped is not known', async () => {
    const mixed = policy('code_review_not_required', 'repository', [
      of('repository', 'PASSED'),
      of('repository', 'SKIPPED', '42'),
      of('repository', 'NEW'),
    ]);
    const { observations, skipped, summary } = await read('flattened', { a: mixed });
    expect(observations).toEqual([]);
    expect(skipped).toMatchObject([{ position: 'content.a.violations[2]', reason: 'a status that is not known' }]);
    expect(summary.parts[0]?.gaps).toMatchObject([
      { scope: 'rules', rules: ['one-person-merges'], subjects: ['repo:42'] },
    ]);
    const none = await read('flattened', { a: policy('x', 'repository', [of('repository', 'SKIPPED')]) });
    expect(none.summary.parts[0]?.gaps[0]).toMatchObject({ scope: 'everything', nothingScanned: true });
  });
});
