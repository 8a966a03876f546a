import type { FindingFilters } from '#components/queries/findings.ts';
import type { RepositoryKind } from '#lib/domain/repository/repository-kind.ts';

/** Findings about rights: of a system its own; of a repository those that are about it, in whatever system it is. */
export function rightsFindings(name: string, kind: RepositoryKind): FindingFilters {
  const open: FindingFilters = { state: ['open'], sort: '-risk', category: ['privilege'] };
  return kind === 'system' ? { ...open, repo: [name] } : { ...open, about: name };
}
