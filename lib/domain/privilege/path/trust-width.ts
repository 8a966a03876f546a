import type { CloudRole } from '#lib/domain/privilege/access/facts.ts';
import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { admitsJob } from '#lib/domain/privilege/trust/admits-job.ts';
import type { TokenRepository } from '#lib/domain/privilege/trust/claims.ts';
import type { NamedInTrust } from '#lib/domain/privilege/trust/named-in.ts';
import type { World } from './world.ts';

const NUMBER = '7777777';

/** Whether a role trusts a repository that somebody in the organization makes today. */
export function trustsNewRepository(
  world: World,
  role: CloudRole,
  named: NamedInTrust,
  form: Tri = world.facts.organization.immutableSubjects,
): Tri {
  const { name, number } = world.facts.organization;
  const taken = new Set(world.facts.repositories.map((repository) => repository.name.toLowerCase()));
  const free = named.repositories.map((each) => `${name}/${each}`).filter((full) => !taken.has(full.toLowerCase()));
  return or(...free.map((full) => accepts(role, named, { ...fresh(full), ownerNumber: number }, form)));
}

/** Whether a role trusts a repository of somebody who has nothing to do with the organization. */
export function trustsAnybody(world: World, role: CloudRole, named: NamedInTrust): Tri {
  const own = world.facts.organization.name;
  const owners = ['zq7-owner', `${own}-zq7`, `${own}zq7`];
  const repositories = owners.flatMap((owner) => named.repositories.map((each) => fresh(`${owner}/${each}`)));
  // An old repository presents its name, a new one its numbers: he has one of either kind.
  return or(...repositories.flatMap((each) => [false, true].map((form) => accepts(role, named, each, form))));
}

function fresh(name: string): TokenRepository {
  return { name, number: NUMBER, ownerNumber: NUMBER, visibility: 'private', subjectClaims: 'default' };
}

function accepts(role: CloudRole, named: NamedInTrust, repository: TokenRepository, immutable: Tri): Tri {
  // Trusts that were not read are told of where their repositories are; that they trust the world is not assumed.
  const fill = (text: string) => text.replaceAll('*', 'zq7');
  const refs = ['zq7', 'main', ...named.branches].map((branch) => `refs/heads/${fill(branch)}`);
  const tags = ['zq7', ...named.tags].map((tag) => `refs/tags/${fill(tag)}`);
  const environments = [null, ...named.environments.map(fill)];
  const workflows = ['.github/workflows/zq7.yml', ...named.workflows];
  const found = or(
    ...[null, ...refs, ...tags].flatMap((ref) =>
      environments.flatMap((environment) =>
        workflows.map((workflow) => admitsJob(role.trust, repository, { ref, environment, workflow }, immutable)),
      ),
    ),
  );
  return and(role.takesTokens, role.trust === null ? and(null, found) : found);
}
