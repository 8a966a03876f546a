import type { AccessFacts } from '#lib/domain/privilege/access/facts.ts';
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
    const home = repository === null ? '' : `${facts.repositories[repository]?.id ?? ''}/`;
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
  return targets;
}

/** The first pattern that means a name. */
function hit(patterns: readonly string[], name: string): string | null {
  const lower = name.toLowerCase();
  return patterns.find((pattern) => matchesWildcard(pattern.toLowerCase(), lower)) ?? null;
}
