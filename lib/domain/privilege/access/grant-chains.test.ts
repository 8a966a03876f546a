import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFacts } from '#lib/domain/privilege/path/arbitrary/testing.ts';
import { factsExample, organizationExample, personExample, repositoryExample, teamExample } from './examples.ts';
import { grantChains } from './grant-chains.ts';
import { organizationAccess } from './organization-access.ts';
import { hasPrincipal } from './principal-set.ts';
import { repositoryAccess } from './repository-access.ts';
import { RIGHTS } from './role-rights.ts';
import { rosterOf } from './roster.ts';

const team = (id: string, role: string) => ({ holder: { kind: 'team' as const, id }, role });

describe('grantChains', () => {
  it('names the groups that lead to a role, through parents of teams, and walks a circle once', () => {
    const repository = repositoryExample({
      grants: [team('top', 'write'), team('low', 'read'), { holder: { kind: 'person', id: 'ada' }, role: 'admin' }],
    });
    const teams = [
      teamExample('low', ['ada'], 'middle'),
      teamExample('middle', [], 'top'),
      teamExample('top', [], 'low'),
    ];
    const facts = factsExample({
      organization: organizationExample({ people: [personExample('ada')], teams, basePermission: 'write' }),
      repositories: [repository],
    });
    expect(
      grantChains(facts, 'ada', repository, 'write').map(({ from, role, via }) => [from, role, ...via].join(' ')),
    ).toEqual(['base write', 'direct admin', 'team write low middle top']);
    expect(grantChains(facts, 'bob', repository, 'write')).toEqual([]);
  });

  it('has a chain for everybody who holds a right, and for nobody else', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const roster = rosterOf(facts);
        const organization = organizationAccess(facts.organization, roster);
        for (const repository of facts.repositories) {
          const access = repositoryAccess(organization, repository);
          for (const right of RIGHTS) {
            if (right === 'write' && repository.archived === true) continue;
            for (const { id } of facts.organization.people ?? []) {
              const holds = hasPrincipal(access.rights[right].sure, roster.index('person', id) ?? 0);
              expect(
                grantChains(facts, id, repository, right).some(({ gives }) => gives === true),
                `${id} ${right}`,
              ).toBe(holds);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
