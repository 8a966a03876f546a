import type { OwnershipSource } from '#lib/domain/team/sources.ts';

/** By what a team owns a repository. */
export const OWNERSHIP_WORDS: Record<OwnershipSource, string> = {
  hand: 'by hand',
  pattern: 'by a pattern',
  codeowners: 'by its CODEOWNERS file',
  api: 'by the API',
};
