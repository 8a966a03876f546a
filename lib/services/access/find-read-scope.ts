import type { Connection } from '#db/client.ts';
import { findNamesLike } from '#db/queries/search.ts';
import { type Principal, repositoryMatcher } from '#lib/domain/access/access.ts';
import { type ReadScope, wholeOrganization } from '#lib/domain/access/read-scope.ts';

/** A LIKE pattern for a glob. It may match more than the glob, never less. */
function likeOf(scope: string): string {
  return scope
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '%');
}

/** What a person or token may read: the repositories that exist now and match its scopes. */
export async function findReadScope(sql: Connection, principal: Principal): Promise<ReadScope> {
  const { orgId } = principal;
  const scopes = principal.kind === 'user' ? ['*'] : (principal.scopes ?? ['*']);
  if (scopes.includes('*')) return wholeOrganization(orgId);
  const names = scopes.filter((scope) => !scope.includes('*')).map((scope) => scope.toLowerCase());
  const patterns = scopes.filter((scope) => scope.includes('*')).map(likeOf);
  const found = await findNamesLike(sql, { orgId }, names, patterns);
  const matches = repositoryMatcher(scopes);
  return { orgId, repositories: found.flatMap(({ id, fullName }) => (matches(fullName) ? [id] : [])) };
}
