import type { MemberSource, OwnershipSource } from '#lib/domain/team/sources.ts';

/** By what somebody is in a team. */
export const MEMBER_WORDS: Record<MemberSource, string> = {
  hand: 'by hand',
  group: 'by a group of the sign-in provider',
  api: 'by the API',
};

/** By what a team owns a repository. */
export const OWNERSHIP_WORDS: Record<OwnershipSource, string> = {
  hand: 'by hand',
  pattern: 'by a pattern',
  codeowners: 'by its CODEOWNERS file',
  api: 'by the API',
};

/** Whether it can be taken back where teams are managed. A pattern, a file or a group is changed where it is. */
export const isByHand = (sources: readonly (MemberSource | OwnershipSource)[]): boolean =>
  sources.every((source) => source === 'hand' || source === 'api');
