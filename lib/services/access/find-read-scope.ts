import type { Connection } from '#db/client.ts';
import { findNamesLike } from '#db/queries/search.ts';
import { findDeveloperSight } from '#db/queries/teams-read.ts';
import { type Principal, repositoryMatcher } from '#lib/domain/access/access.ts';
import { type ReadScope, visibleIds, wholeOrganization } from '#lib/domain/access/read-scope.ts';

/** A LIKE pattern for a glob. It may match more than the glob, never less. */
function likeOf(scope: string): string {
  return scope
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%');
}

/** What a person or token may read: what their teams own where that is so, and of it what matches the token's scopes. */
export async function findReadScope(sql: Connection, principal: Principal): Promise<ReadScope> {
  const sight = await findSight(sql, principal);
  const scopes = principal.kind === 'user' ? ['*'] : (principal.scopes ?? ['*']);
  if (scopes.includes('*')) return sight;
  const { orgId } = principal;
  const names = scopes.filter((scope) => !scope.includes('*')).map((scope) => scope.toLowerCase());
  const patterns = scopes.filter((scope) => scope.includes('*')).map(likeOf);
  const found = await findNamesLike(sql, { orgId }, names, patterns);
  const matches = repositoryMatcher(scopes);
  const ids = found.flatMap(({ id, fullName }) => (matches(fullName) ? [id] : []));
  return { orgId, repositories: visibleIds(sight, ids) ?? [], teams: [] };
}

/** What developers see, for those who are bound to somebody's teams; everything for the others. */
async function findSight(sql: Connection, principal: Principal): Promise<ReadScope> {
  const { orgId } = principal;
  if (principal.kind === 'upload_token') return wholeOrganization(orgId);
  const { role, teamsOf = role === 'developer' ? 0 : null } = principal;
  if (teamsOf === null) return wholeOrganization(orgId);
  const { developerSight, repositories, teams } = await findDeveloperSight(sql, { orgId }, teamsOf);
  return developerSight === 'organization' ? wholeOrganization(orgId) : { orgId, repositories, teams };
}
