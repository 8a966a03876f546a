import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
import { placesOf } from '#lib/domain/privilege/access/places-of.ts';
import type { GitlabVariable } from '#lib/domain/privilege/gitlab/facts.ts';
import { matchesWildcard } from '#lib/domain/privilege/trust/wildcard.ts';

export const TARGET_KINDS = [
  'organizationSecret',
  'secret',
  'environment',
  'runnerGroup',
  'cloudRole',
  'branch',
  'safe',
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** Something of production that somebody may reach. */
export interface Target {
  readonly kind: TargetKind;
  /** The same as long as the thing is. */
  readonly id: string;
  /** Id of the secret, environment, group, role or repository. */
  readonly object: string;
  readonly name: string;
  /** Place in the list of repositories; null for what belongs to the organization. */
  readonly repository: number | null;
  /** The system that has it, where that is another one: `aws/123456789012`. */
  readonly system: string | null;
  /** What made it count as production. */
  readonly because: string;
}

export function productionTargets(facts: AccessFacts): Target[] {
  const { production } = facts;
  const targets: Target[] = [];
  const add = (
    kind: TargetKind,
    { id: object, name }: { readonly id: string; readonly name: string },
    because: string | null,
    { repository = null, system = null }: { repository?: number | null; system?: string | null } = {},
  ) => {
    if (because === null) return;
    const home = repository === null ? '' : `${placesOf(facts)[repository]?.id ?? ''}/`;
    targets.push({ kind, id: `${kind}:${home}${object}`, object, name, repository, system, because });
  };
  for (const each of facts.secrets ?? []) add('organizationSecret', each, hit(production.secrets, each.name));
  for (const each of facts.runnerGroups ?? []) add('runnerGroup', each, hit(production.runnerGroups, each.name));
  for (const each of facts.cloudRoles ?? [])
    add('cloudRole', each, hit(production.roles, each.name) ?? each.because, { system: each.system });
  // Blanks divide words in names of safes too.
  for (const each of facts.safes ?? []) add('safe', each, hit(production.roles, each.name.replaceAll(/[\s.]+/g, '-')));
  facts.repositories.forEach((repository, at) => {
    for (const each of repository.secrets ?? [])
      add('secret', each, hit(production.secrets, each.name), { repository: at });
    for (const each of repository.environments ?? []) {
      const secret = (each.secrets ?? [])
        .map((name) => hit(production.secrets, name))
        .find((pattern) => pattern !== null);
      add('environment', each, hit(production.environments, each.name) ?? secret ?? null, { repository: at });
    }
    const deploys = production.deployingBranches && repository.deploys === true;
    const branch = { id: repository.id, name: repository.defaultBranch ?? '' };
    add('branch', branch, deploys ? 'deploys' : null, { repository: at });
  });
  const { gitlab } = facts;
  // A variable for an environment of production is production's, whatever it is called.
  const variable = ({ name, environments }: GitlabVariable): string | null =>
    hit(production.secrets, name) ?? hit(production.environments, environments ?? '');
  for (const each of gitlab?.variables ?? []) add('organizationSecret', each, variable(each));
  for (const each of gitlab?.runners ?? []) {
    const named = [each.name, ...each.tags].map((name) => hit(production.runnerGroups, name));
    add('runnerGroup', each, named.find((pattern) => pattern !== null) ?? null);
  }
  (gitlab?.projects ?? []).forEach(({ id, defaultBranch, deploys, variables, environments }, at) => {
    const home = { repository: at };
    for (const each of variables ?? []) add('secret', each, variable(each), home);
    for (const each of environments ?? []) {
      const tier = each.tier === 'production' ? 'production' : null;
      add('environment', each, hit(production.environments, each.name) ?? tier, home);
    }
    const branch = { id, name: defaultBranch ?? '' };
    add('branch', branch, production.deployingBranches && deploys === true ? 'deploys' : null, home);
  });
  return targets;
}

/** The first pattern that means a name. */
function hit(patterns: readonly string[], name: string): string | null {
  const lower = name.toLowerCase();
  return patterns.find((pattern) => matchesWildcard(pattern.toLowerCase(), lower)) ?? null;
}
