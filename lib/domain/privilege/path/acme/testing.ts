import {
  factsExample,
  organizationExample,
  personExample,
  repositoryExample,
  ruleExample,
  rulesetExample,
} from '#lib/domain/privilege/access/examples/testing.ts';
import type { AccessFacts, Organization } from '#lib/domain/privilege/access/facts.ts';
import type { Repository } from '#lib/domain/privilege/access/repository-facts.ts';

export const REVIEWS = { approvals: 1, codeOwners: false, lastPush: true, dismissStale: true };
/** Main is guarded as well as a branch rule can; a new branch is not. */
export const GUARDED = ruleExample({ reviews: REVIEWS, enforceAdmins: true });
export const NO_NEW_BRANCH = rulesetExample({
  id: 'creation',
  creation: true,
  refs: { include: ['~ALL'], exclude: [] },
});
export const people = ['ada', 'bob', 'eve'].map((id) => personExample(id));
export const grant = (id: string, role: string) => ({ holder: { kind: 'person' as const, id }, role });
/** Ada writes, Eve administers, Bob reads. */
export const GRANTS = [grant('ada', 'write'), grant('bob', 'read'), grant('eve', 'admin')];
export const SECRETS = [{ id: 's', name: 'PROD_KEY' }];

export function world(
  repository: Partial<Repository>,
  organization: Partial<Organization> = {},
  rest: Partial<AccessFacts> = {},
): AccessFacts {
  return factsExample({
    organization: organizationExample({ people, ...organization }),
    repositories: [repositoryExample({ grants: GRANTS, branchRules: [GUARDED], ...repository })],
    ...rest,
  });
}
