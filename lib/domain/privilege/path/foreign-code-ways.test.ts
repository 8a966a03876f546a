import { describe, expect, it } from 'vitest';
import { environmentExample, workflowExample } from '#lib/domain/privilege/access/examples/testing.ts';
import type { Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';
import { SECRETS, world } from './acme/testing.ts';
import { pathsOf } from './testing.ts';

describe('code of strangers', () => {
  const group = {
    id: 'g',
    name: 'production',
    scope: 'all' as const,
    allowsPublic: true,
    restrictedToWorkflows: false,
    ephemeral: false,
  };
  const forked = (
    repository: Partial<Repository>,
    organization: Partial<Organization>,
    part: Partial<typeof group> = {},
  ) =>
    pathsOf(
      world(
        { visibility: 'public', workflows: [workflowExample({ ownMachines: true })], ...repository },
        organization,
        {
          runnerGroups: [{ ...group, ...part }],
        },
      ),
      'runnerGroup',
    ).filter((path) => path.startsWith('P5'));

  it("P5: a fork's pull request runs on machines of the organization", () => {
    expect(forked({}, { outsidersNeedApproval: false })).toEqual(['P5 proven critical: ada, bob, eve, outsider']);
    expect(forked({}, { outsidersNeedApproval: true })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { allowsPublic: false })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { ephemeral: true })).toEqual([]);
    expect(forked({}, { outsidersNeedApproval: false }, { restrictedToWorkflows: true })).toEqual([]);
    expect(forked({ workflows: [workflowExample()] }, { outsidersNeedApproval: false })).toEqual([]);
  });

  it('P5 is possible where nobody knows what workflows do', () => {
    expect(forked({ workflows: null }, { outsidersNeedApproval: false })).toEqual([
      'P5 possible critical: ada, bob, eve, outsider',
    ]);
  });

  it('P6: a pull request reads the secrets that its workflow hands to it', () => {
    const pwn = (
      part: Parameters<typeof workflowExample>[0],
      repository: Partial<Repository> = {},
      organization: Partial<Organization> = {},
    ) =>
      pathsOf(
        world(
          {
            visibility: 'public',
            secrets: SECRETS,
            workflows: [workflowExample({ runsForeignCode: true, ...part })],
            ...repository,
          },
          organization,
        ),
        'secret',
      ).filter((path) => path.startsWith('P6'));
    expect(pwn({ secrets: ['prod_key'] })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(pwn({ secrets: 'all' })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(pwn({ secrets: ['OTHER'] })).toEqual([]);
    expect(pwn({ secrets: null })).toEqual(['P6 possible critical: ada, bob, eve, outsider']);
    const reviewed = environmentExample({ name: 'review', reviewers: [{ kind: 'person', id: 'eve' }] });
    expect(pwn({ secrets: 'all', environment: 'review' }, { environments: [reviewed] })).toEqual([]);
    expect(pwn({ secrets: 'all', environment: 'review' })).toEqual(['P6 proven critical: ada, bob, eve, outsider']);
    expect(
      pwn({ secrets: 'all' }, { visibility: 'private', allowForking: true }, { membersForkPrivate: true }),
    ).toEqual(['P6 proven critical: ada, bob, eve']);
    expect(pwn({ secrets: 'all' }, { visibility: 'private', allowForking: true })).toEqual([]);
  });
});
