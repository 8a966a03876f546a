/** `system`: an organization of a code host, a vault, a cloud account, so that findings about privileges have a home. */
export const REPOSITORY_KINDS = ['code', 'system'] as const;
export type RepositoryKind = (typeof REPOSITORY_KINDS)[number];

/** The one ref of a system, which has no branches. */
export const SYSTEM_REF = 'current';
