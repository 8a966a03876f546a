import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { dateOf, flagOf, idOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import type { GithubBuilding } from './building.ts';
import { openRow, rowsOf } from './repositories.ts';

/** What is set for the whole organization, and its machines. */
export function readSettings(building: GithubBuilding): void {
  building.resources.set('org', resourceOf('org', 'org', building.document.scope, { sections: [] }));
  const organization = building.object('organization');
  if (organization !== null) {
    building.controls.push({
      kind: 'organization',
      resource: 'org',
      twoFactorRequired: flagOf(organization.two_factor_requirement_enabled),
      basePermission: nameOf(organization.default_repository_permission),
    });
  }
  const [actions, workflow, forks] = (['actions_permissions', 'workflow_permissions', 'fork_pr_approval'] as const).map(
    (name) => building.object(name) ?? {},
  );
  building.controls.push({
    kind: 'actions',
    resource: 'org',
    allowed: nameOf(actions?.allowed_actions) ?? (actions?.enabled_repositories === 'none' ? 'none' : null),
    shaPinning: flagOf(actions?.sha_pinning_required),
    defaultToken: nameOf(workflow?.default_workflow_permissions),
    canApprove: flagOf(workflow?.can_approve_pull_request_reviews),
    forkApproval: nameOf(forks?.approval_policy),
  });
  readRunners(building);
  readHooks(building);
}

function readRunners(building: GithubBuilding): void {
  for (const { value, position } of building.rows('runner_groups')) {
    const number = idOf(value.id);
    const name = nameOf(value.name);
    if (number === null || name === null) {
      building.skip('runner_groups', position, number === null ? 'no id' : 'no name');
      continue;
    }
    const group = resourceOf('runner_group', `org/runner_group:${number}`, name, {
      parent: 'org',
      visibility: nameOf(value.visibility),
      sections: ['runner_groups'],
    });
    building.addOnce(building.resources, group, 'runner_groups', position);
    const [publicRepositories, restricted] = [
      flagOf(value.allows_public_repositories),
      flagOf(value.restricted_to_workflows),
    ];
    building.controls.push({ kind: 'runner_group', resource: group.id, publicRepositories, restricted });
  }
  for (const { value, position } of building.rows('runners')) {
    const number = idOf(value.id);
    if (number === null) {
      building.skip('runners', position, 'no id');
      continue;
    }
    const group = idOf(value.runner_group_id);
    const runner = {
      ephemeral: flagOf(value.ephemeral),
      group: group === null ? null : `org/runner_group:${group}`,
      ...{ shared: null, untagged: null, protectedOnly: null },
    };
    building.addOnce(
      building.principals,
      principalOf('runner', `runner:${number}`, nameOf(value.name) ?? `runner ${number}`, {
        runner,
        sections: ['runners'],
      }),
      'runners',
      position,
    );
  }
}

function readHooks(building: GithubBuilding): void {
  for (const { value, position } of building.rows('hooks')) {
    const number = idOf(value.id);
    if (number === null) {
      building.skip('hooks', position, 'no id');
      continue;
    }
    const config = asRecord(value.config);
    const address = receiverOf(config.url);
    const hook = resourceOf('webhook', `org/webhook:${number}`, address?.host ?? `webhook ${number}`, {
      parent: 'org',
      sections: ['hooks'],
    });
    building.addOnce(building.resources, hook, 'hooks', position);
    building.controls.push({
      kind: 'webhook',
      resource: hook.id,
      address: address?.protocol ?? null,
      insecureTls: insecureOf(config.insecure_ssl),
      // GitHub shows stars in place of a secret, and leaves the member out where there is none.
      secret: Object.keys(config).length === 0 ? null : asString(config.secret) !== null,
      active: value.active !== false,
    });
  }
}

function insecureOf(value: unknown): boolean | null {
  const word = asString(value);
  return word === '0' ? false : word === '1' ? true : null;
}

/** Paths and queries of such addresses are credentials often enough: only the host is kept. */
function receiverOf(value: unknown): { protocol: string; host: string } | null {
  const text = asString(value);
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, host } = new URL(text);
  return { protocol, host };
}

const ENVIRONMENTS = ['environments', 'repositories'];

/** Environments, and the secrets of organization, repositories and environments: their names and dates. */
export function readEnvironments(building: GithubBuilding): void {
  building.eachRepository('environments', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'environments', repository, answer, 'environments')) {
      const name = nameOf(row.name);
      if (name === null || !Array.isArray(row.protection_rules)) {
        openRow(building, 'environments', repository, position, name === null ? 'no name' : 'no protection_rules');
        continue;
      }
      const id = `${repository.id}/environment:${idOf(row.id) ?? name.toLowerCase()}`;
      const shown = `${repository.name} ${name}`;
      building.addOnce(
        building.resources,
        resourceOf('environment', id, shown, { parent: repository.id, sections: ENVIRONMENTS }),
        'environments',
        position,
      );
      const asked = row.protection_rules.map(asRecord).filter(({ type }) => type === 'required_reviewers');
      building.controls.push({
        kind: 'environment',
        resource: id,
        reviewers: asked.reduce((count, { reviewers }) => count + asArray(reviewers).length, 0),
        preventSelfReview: asked.length === 0 ? null : flagOf(asked[0]?.prevent_self_review),
        branches: branchesOf(row),
      });
    }
  });
  readSecrets(building);
}

function branchesOf(row: Json): 'any' | 'protected' | 'custom' {
  const policy = asRecord(row.deployment_branch_policy);
  if (policy.protected_branches === true) return 'protected';
  return policy.custom_branch_policies === true ? 'custom' : 'any';
}

function readSecrets(building: GithubBuilding): void {
  for (const { value, position } of building.rows('organization_secrets')) {
    const problem = addSecret(building, value, { id: 'org', name: '' }, ['organization_secrets']);
    if (problem !== null) building.skip('organization_secrets', position, problem);
  }
  building.eachRepository('repository_secrets', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'repository_secrets', repository, answer, 'secrets')) {
      const problem = addSecret(building, row, repository, ['repository_secrets', 'repositories']);
      if (problem !== null) openRow(building, 'repository_secrets', repository, position, problem);
    }
  });
  readDependabotSecrets(building);
  const environments = new Map(
    [...building.resources.values()].map((each) => [`${each.parent} ${each.name.toLowerCase()}`, each]),
  );
  building.eachRepository('environment_secrets', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'environment_secrets', repository, answer)) {
      const name = nameOf(row.environment);
      const place = environments.get(`${repository.id} ${repository.name} ${name}`.toLowerCase());
      const problem =
        place === undefined
          ? 'not an environment of the section environments'
          : addSecret(building, row, place, ['environment_secrets', ...ENVIRONMENTS]);
      if (problem !== null) openRow(building, 'environment_secrets', repository, position, problem);
    }
  });
}

/** Secrets of a store of their own: jobs that Dependabot starts read these, and none of the others. */
function readDependabotSecrets(building: GithubBuilding): void {
  for (const { value, position } of building.rows('organization_dependabot_secrets')) {
    const sections = ['organization_dependabot_secrets'];
    const problem = addSecret(building, value, { id: 'org', name: '' }, sections, DEPENDABOT);
    if (problem !== null) building.skip('organization_dependabot_secrets', position, problem);
  }
  building.eachRepository('dependabot_secrets', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'dependabot_secrets', repository, answer, 'secrets')) {
      const problem = addSecret(building, row, repository, ['dependabot_secrets', 'repositories'], DEPENDABOT);
      if (problem !== null) openRow(building, 'dependabot_secrets', repository, position, problem);
    }
  });
}

const ACTIONS = { id: 'secret', mark: '' };
const DEPENDABOT = { id: 'updates/secret', mark: 'Dependabot' };

function addSecret(
  building: GithubBuilding,
  row: Json,
  place: { id: string; name: string },
  sections: readonly string[],
  store = ACTIONS,
): string | null {
  const name = nameOf(row.name);
  if (name === null) return 'no name';
  const id = `${place.id}/${store.id}:${name.toUpperCase()}`;
  const known = {
    parent: place.id,
    visibility: nameOf(row.visibility),
    createdAt: dateOf(row.created_at),
    updatedAt: dateOf(row.updated_at),
    sections,
  };
  if (!building.resources.has(id))
    building.resources.set(
      id,
      resourceOf('secret', id, [place.name, store.mark, name].filter((word) => word !== '').join(' '), known),
    );
  return null;
}
