/** A name that nobody has given to a branch. */
export const FRESH = 'zq7-plumbline';

/** A name that a pattern means: `*` stands for whatever comes, a slash too. */
export const meantBy = (pattern: string): string => pattern.replaceAll('*', FRESH);
