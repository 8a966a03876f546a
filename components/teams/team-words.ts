import type { MemberSource, OwnershipSource } from '#lib/domain/team/sources.ts';

/** By what somebody is in a team. */
export const MEMBER_WORDS: Record<MemberSource, string> = {
  hand: 'by hand',
  group: 'by a group of the sign-in provider',
  api: 'by the API',
};

/** Whether an administrator can take it back here; else the sentence says where. */
export const isByHand = (sources: readonly (MemberSource | OwnershipSource)[]): boolean =>
  sources.every((source) => source === 'hand' || source === 'api');
