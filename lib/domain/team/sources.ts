/** Why somebody is in a team: a person said so, a group of the sign-in provider, or a client of the API. */
export const MEMBER_SOURCES = ['hand', 'group', 'api'] as const;
export type MemberSource = (typeof MEMBER_SOURCES)[number];

/** By what a team owns a repository: a person said so, a pattern of names, its CODEOWNERS file, or a full list of the API. */
export const OWNERSHIP_SOURCES = ['hand', 'pattern', 'codeowners', 'api'] as const;
export type OwnershipSource = (typeof OWNERSHIP_SOURCES)[number];

/** What people with the role developer see of an organization: every repository, or those that their teams own. */
export const DEVELOPER_SIGHTS = ['organization', 'teams'] as const;
export type DeveloperSight = (typeof DEVELOPER_SIGHTS)[number];
