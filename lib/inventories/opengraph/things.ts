import type { PrincipalKind, ResourceKind } from '#lib/domain/privilege/inventory.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import { permissionsOf } from '../github/values.ts';
import { dateOf, flagOf, idOf, nameOf, principalOf, resourceOf, seenOf } from '../shared/values.ts';
import type { OpengraphBuilding } from './building.ts';
import { bare } from './kinds.ts';
import type { Node, Nodes } from './nodes.ts';

const PRINCIPALS: Readonly<Record<string, [kind: PrincipalKind, prefix: string]>> = {
  User: ['human', 'user'],
  Team: ['group', 'team'],
  AppInstallation: ['app', 'app'],
  PersonalAccessToken: ['token', 'token'],
};

const RESOURCES: Readonly<Record<string, [kind: ResourceKind, prefix: string]>> = {
  Repository: ['repo', 'repo'],
  Environment: ['environment', 'environment'],
  OrgSecret: ['secret', 'secret'],
  RepoSecret: ['secret', 'secret'],
  EnvironmentSecret: ['secret', 'secret'],
  RunnerGroup: ['runner_group', 'org/runner_group'],
  OrgRunnerGroup: ['runner_group', 'org/runner_group'],
};

/** What is there proves that these were read; the rest is known by the whole graph alone. */
const SECTIONS: Readonly<Record<string, string>> = {
  user: 'members',
  team: 'teams',
  app: 'installations',
  token: 'personal_access_tokens',
  repo: 'repositories',
};

/** Nodes as principals, resources and controls. */
export function readThings(building: OpengraphBuilding, nodes: Nodes): void {
  const [organization] = nodes.of('GH_Organization', 'GHOrganization');
  if (organization !== undefined) readOrganization(building, organization);
  for (const node of nodes.all) {
    const kind = node.kinds.map(bare).find((each) => Object.hasOwn(PRINCIPALS, each) || Object.hasOwn(RESOURCES, each));
    if (kind === undefined) continue;
    const principal = Object.hasOwn(PRINCIPALS, kind) ? PRINCIPALS[kind] : undefined;
    if (principal !== undefined) addPrincipal(building, node, ...principal);
    const resource = Object.hasOwn(RESOURCES, kind) ? RESOURCES[kind] : undefined;
    if (resource !== undefined) addResource(building, node, ...resource);
  }
}

/** The number that GitHub gave it, so that it is the same thing in other inventories; else the node's own id. */
const numberOf = ({ id, properties }: Node): string => idOf(properties.id) ?? idOf(properties.token_id) ?? id;

function shownName({ id, properties }: Node): string {
  return nameOf(properties.full_name_with_owner) ?? nameOf(properties.name) ?? nameOf(properties.login) ?? id;
}

function addPrincipal(building: OpengraphBuilding, node: Node, kind: PrincipalKind, prefix: string): void {
  const { properties } = node;
  const isToken = kind === 'token';
  const id = `${prefix}:${isToken ? (idOf(properties.token_id) ?? node.id) : numberOf(node)}`;
  const selection = asString(properties.repository_selection);
  building.learn(node, id);
  building.addOnce(
    building.principals,
    principalOf(kind, id, shownName(node), {
      owner: isToken ? nameOf(properties.owner_login) : null,
      createdAt: dateOf(isToken ? properties.access_granted_at : properties.created_at),
      expiresAt: isToken ? endOf(properties, 'token_expires_at') : null,
      lastActiveAt: isToken ? endOf(properties, 'token_last_used_at') : null,
      suspended: kind === 'app' && Object.hasOwn(properties, 'suspended_at') ? suspendedOf(properties) : null,
      permissions: permissionsOf(parsed(properties.permissions)),
      everywhere: selection === null ? null : selection === 'all',
      sections: [SECTIONS[prefix] ?? 'opengraph'],
    }),
    'opengraph',
    node.position,
  );
}

/** Properties are no objects and may be left empty: an empty text is `never`, as null is. */
const endOf = (properties: Json, name: string) => (properties[name] === '' ? 'never' : seenOf(properties, name));

const suspendedOf = ({ suspended_at }: Json): boolean => suspended_at !== null && suspended_at !== '';

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > 20_000) return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

function addResource(building: OpengraphBuilding, node: Node, kind: ResourceKind, prefix: string): void {
  const { properties } = node;
  const id = `${prefix}:${numberOf(node)}`;
  building.learn(node, id);
  const name = kind === 'repo' ? (nameOf(properties.full_name) ?? shownName(node)) : shownName(node);
  const known = {
    sections: [SECTIONS[prefix] ?? 'opengraph'],
    parent: building.byNative(asString(properties.repository_id)) ?? 'org',
    visibility: nameOf(properties.visibility),
    archived: properties.archived === true,
    createdAt: dateOf(properties.created_at),
    updatedAt: dateOf(properties.updated_at),
  };
  building.addOnce(building.resources, resourceOf(kind, id, name, known), 'opengraph', node.position);
}

function readOrganization(building: OpengraphBuilding, node: Node): void {
  const { properties } = node;
  building.learn(node, 'org');
  building.controls.push({
    kind: 'organization',
    resource: 'org',
    twoFactorRequired: flagOf(properties.two_factor_requirement_enabled),
    basePermission: nameOf(properties.default_repository_permission),
  });
  building.controls.push({
    kind: 'actions',
    resource: 'org',
    allowed: nameOf(properties.actions_allowed_actions),
    shaPinning: flagOf(properties.actions_sha_pinning_required),
    defaultToken: nameOf(properties.default_workflow_permissions),
    canApprove: flagOf(properties.can_approve_pull_request_reviews),
    forkApproval: null,
  });
}
