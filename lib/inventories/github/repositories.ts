import { asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import type { Answer } from '../shared/building.ts';
import { dateOf, flagOf, grantOf, idOf, nameOf, principalOf, resourceOf, seenOf } from '../shared/values.ts';
import type { GithubBuilding } from './building.ts';
import { accountOf, eachTeam } from './people.ts';
import type { GithubSection } from './sections.ts';
import { roleOf } from './values.ts';

const REPOSITORIES = ['repositories'];
const COLLABORATORS = ['collaborators', 'repositories'];
const RIGHTS_OF_TEAMS = ['team_repositories', 'teams'];
const DEPLOY_KEYS = ['deploy_keys', 'repositories'];

/** Repositories, and who was given rights on them: people, teams, deploy keys. */
export function readRepositories(building: GithubBuilding): void {
  for (const { value, position } of building.rows('repositories')) {
    const number = idOf(value.id);
    const name = nameOf(value.full_name);
    if (number === null || name === null) {
      building.skip('repositories', position, number === null ? 'no id' : 'no full_name');
      continue;
    }
    const repository = resourceOf('repo', `repo:${number}`, name, {
      parent: 'org',
      visibility: asString(value.visibility) ?? visibilityOf(value),
      archived: value.archived === true,
      sections: REPOSITORIES,
    });
    building.addOnce(building.resources, repository, 'repositories', position);
    building.learnRepository(name, repository.id);
  }
  readCollaborators(building);
  readTeamRights(building);
  readDeployKeys(building);
}

function visibilityOf({ private: isPrivate }: Json): string | null {
  const known = flagOf(isPrivate);
  return known === null ? null : known ? 'private' : 'public';
}

/** The rows of an answer that is a list; a repository whose answer is none is left open. */
export function rowsOf(
  building: GithubBuilding,
  section: GithubSection,
  resource: { id: string; name: string },
  { data, position }: Answer,
  list?: string,
): { row: Json; position: string }[] {
  const found = Array.isArray(data) ? data : list !== undefined && isRecord(data) ? data[list] : null;
  const total = isRecord(data) && typeof data.total_count === 'number' ? data.total_count : 0;
  if (!Array.isArray(found) || total > found.length) {
    building.leaveOpen(section, resource.id, `The section ${section} does not have every row of ${resource.name}.`);
    return [];
  }
  return found.map((each, index) => ({ row: asRecord(each), position: `${position}[${index}]` }));
}

/** A row that could not be read leaves its repository open. */
export function openRow(
  building: GithubBuilding,
  section: GithubSection,
  resource: { id: string; name: string },
  position: string,
  reason: string,
): void {
  building.skip(section, position, reason);
  building.leaveOpen(section, resource.id, `A row of the section ${section} could not be read for ${resource.name}.`);
}

function readCollaborators(building: GithubBuilding): void {
  building.eachRepository('collaborators', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'collaborators', repository, answer)) {
      const person = accountOf(building, row, 'collaborators', position);
      const role = roleOf(row);
      if (person === null) continue;
      if (role === null) openRow(building, 'collaborators', repository, position, 'no permissions');
      else {
        const right = { principal: person.id, resource: repository.id, ...role, via: 'direct' } as const;
        building.grants.push(grantOf(right, { sections: COLLABORATORS }));
      }
    }
  });
}

function readTeamRights(building: GithubBuilding): void {
  eachTeam(building, 'team_repositories', (team, row, position) => {
    const number = idOf(row.id);
    const role = roleOf(row);
    if (number === null || role === null)
      building.skip('team_repositories', position, number === null ? 'no id' : 'no permissions');
    else {
      const right = { principal: team, resource: `repo:${number}`, ...role, via: 'team' } as const;
      building.grants.push(grantOf(right, { sections: RIGHTS_OF_TEAMS }));
    }
  });
}

function readDeployKeys(building: GithubBuilding): void {
  building.eachRepository('deploy_keys', (repository, answer) => {
    for (const { row, position } of rowsOf(building, 'deploy_keys', repository, answer)) {
      const number = idOf(row.id);
      const readOnly = flagOf(row.read_only);
      if (number === null || readOnly === null) {
        openRow(building, 'deploy_keys', repository, position, number === null ? 'no id' : 'no read_only');
        continue;
      }
      if (row.enabled === false) continue;
      const key = principalOf('deploy_key', `deploy_key:${number}`, nameOf(row.title) ?? `key ${number}`, {
        owner: nameOf(row.added_by),
        createdAt: dateOf(row.created_at),
        lastActiveAt: seenOf(row, 'last_used'),
        sections: DEPLOY_KEYS,
      });
      building.addOnce(building.principals, key, 'deploy_keys', position);
      const right = { permission: readOnly ? 'read' : 'write', level: readOnly ? 1 : 3 } as const;
      const told = {
        grantedAt: key.createdAt,
        grantedBy: key.owner,
        lastUsedAt: key.lastActiveAt,
        sections: DEPLOY_KEYS,
      };
      building.grants.push(grantOf({ principal: key.id, resource: repository.id, ...right, via: 'key' }, told));
    }
  });
}
