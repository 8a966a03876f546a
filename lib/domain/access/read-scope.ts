/** What one request may read: every repository of an organization, or those with these ids. Made once, with the context. */
export interface ReadScope {
  readonly orgId: number;
  readonly repositories: 'all' | readonly number[];
  /** It is one repository that was named, which then counts also where it is archived, or of the demo. */
  readonly named?: true;
  /** Teams of which it may read: all, or those with these ids; none when not given. */
  readonly teams?: 'all' | readonly number[];
}

/** For those who see everything, and for work that no person asked for. */
export function wholeOrganization(orgId: number): ReadScope {
  return { orgId, repositories: 'all', teams: 'all' };
}

/** Whether a row of this repository may be read. */
export function isVisible(scope: ReadScope, row: { orgId: number; repoId: number }): boolean {
  if (scope.orgId !== row.orgId) return false;
  return scope.repositories === 'all' || scope.repositories.includes(row.repoId);
}

/** Ids that the scope and a filter leave together; null: every repository of the organization. */
export function visibleIds(scope: ReadScope, asked: readonly number[] | null = null): number[] | null {
  const { repositories } = scope;
  if (repositories === 'all') return asked === null ? null : [...asked];
  if (asked === null) return [...repositories];
  const visible = new Set(repositories);
  return asked.filter((id) => visible.has(id));
}

/** The same, cut to these repositories: what was not visible stays so. */
export function narrowed(scope: ReadScope, ids: readonly number[]): ReadScope {
  return { ...scope, repositories: visibleIds(scope, ids) ?? [] };
}
