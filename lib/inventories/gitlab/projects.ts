import { asArray, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { dateOf, flagOf, grantOf, idOf, nameOf, principalOf, resourceOf, seenOf } from '../shared/values.ts';
import { type GitlabBuilding, roleOf } from './building.ts';
import { endOf, isTokenUser, memberOf } from './people.ts';
import type { GitlabSection } from './sections.ts';

const PROJECTS = ['projects'];
const SHARED = ['group', 'projects'];

/** Projects, and who was given rights on them: people, groups, keys, tokens. */
export function readProjects(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('projects')) {
    const number = idOf(value.id);
    const path = nameOf(value.path_with_namespace);
    if (number === null || path === null) {
      building.skip('projects', position, number === null ? 'no id' : 'no path_with_namespace');
      continue;
    }
    const project = resourceOf('repo', `repo:${number}`, path, {
      parent: 'org',
      sections: PROJECTS,
      visibility: asString(value.visibility),
      archived: value.archived === true,
      createdAt: dateOf(value.created_at),
    });
    building.addOnce(building.resources, project, 'projects', position);
    building.learnProject(path, project.id);
    shareWith(building, value, project.id);
  }
  shareWith(building, building.object('group') ?? {}, 'org');
  readMembers(building);
  readDeployKeys(building);
  readTokens(building);
}

/** Groups that were invited, to this one or to one project. */
function shareWith(building: GitlabBuilding, row: Json, resource: string): void {
  for (const each of asArray(row.shared_with_groups).map(asRecord)) {
    const number = idOf(each.group_id);
    const role = roleOf(each.group_access_level);
    if (number === null || role === null) continue;
    const group = principalOf(
      'group',
      `group:${number}`,
      nameOf(each.group_full_path) ?? nameOf(each.group_name) ?? number,
      { sections: SHARED },
    );
    if (!building.principals.has(group.id)) building.principals.set(group.id, group);
    building.grants.push(
      grantOf({ principal: group.id, resource, ...role, via: 'group' }, { sections: SHARED, expiresAt: endOf(each) }),
    );
  }
}

function readMembers(building: GitlabBuilding): void {
  building.eachRow('project_members', (project, row, position) => {
    const role = roleOf(row.access_level);
    if (role === null) return 'no access_level';
    const username = asString(row.username);
    if (username !== null && isTokenUser(username)) return null;
    const who = memberOf(building, row, 'project_members', position);
    const told = {
      sections: [...PROJECTS, 'project_members'],
      expiresAt: endOf(row),
      grantedAt: dateOf(row.created_at),
    };
    if (who !== null)
      building.grants.push(grantOf({ principal: who.id, resource: project.id, ...role, via: 'direct' }, told));
    return null;
  });
}

function readDeployKeys(building: GitlabBuilding): void {
  building.eachRow('deploy_keys', (project, row, position) => {
    const number = idOf(row.id);
    const writes = flagOf(row.can_push);
    if (number === null || writes === null) return number === null ? 'no id' : 'no can_push';
    const key = principalOf('deploy_key', `deploy_key:${number}`, nameOf(row.title) ?? `key ${number}`, {
      createdAt: dateOf(row.created_at),
      expiresAt: endOf(row),
      lastActiveAt: seenOf(row, 'last_used_at'),
      sections: [...PROJECTS, 'deploy_keys'],
    });
    // One key may be that of several projects.
    building.addOnce(building.principals, key, 'deploy_keys', position);
    const right = writes ? ({ permission: 'write', level: 3 } as const) : ({ permission: 'read', level: 1 } as const);
    const told = {
      sections: [...PROJECTS, 'deploy_keys'],
      expiresAt: key.expiresAt,
      grantedAt: key.createdAt,
      lastUsedAt: key.lastActiveAt,
    };
    building.grants.push(grantOf({ principal: key.id, resource: project.id, ...right, via: 'key' }, told));
    return null;
  });
}

function readTokens(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('group_access_tokens')) {
    const problem = addToken(building, value, 'org', 'group_access_tokens', position);
    if (problem !== null) building.skip('group_access_tokens', position, problem);
  }
  building.eachRow('project_access_tokens', (project, row, position) =>
    addToken(building, row, project.id, 'project_access_tokens', position),
  );
}

function addToken(
  building: GitlabBuilding,
  row: Json,
  resource: string,
  section: GitlabSection,
  position: string,
): string | null {
  const number = idOf(row.id);
  const role = roleOf(row.access_level);
  if (number === null || role === null) return number === null ? 'no id' : 'no access_level';
  // What cannot be used any more is no right.
  if (row.revoked === true || row.active === false) return null;
  const sections = resource === 'org' ? [section] : [...PROJECTS, section];
  const scopes = Array.isArray(row.scopes) ? asStrings(row.scopes) : null;
  const token = principalOf('token', `token:${number}`, nameOf(row.name) ?? `token ${number}`, {
    owner: resource === 'org' ? building.document.scope : (building.resources.get(resource)?.name ?? null),
    createdAt: dateOf(row.created_at),
    expiresAt: endOf(row),
    lastActiveAt: seenOf(row, 'last_used_at'),
    permissions: scopes && Object.fromEntries(scopes.map((scope) => [scope, role.permission])),
    everywhere: resource === 'org',
    sections,
  });
  building.addOnce(building.principals, token, section, position);
  const told = { sections, expiresAt: token.expiresAt, grantedAt: token.createdAt, lastUsedAt: token.lastActiveAt };
  building.grants.push(grantOf({ principal: token.id, resource, ...role, via: 'token' }, told));
  return null;
}
