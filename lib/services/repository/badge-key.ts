import { randomBytes } from 'node:crypto';

/** Says nothing of the repository, and cannot be guessed. */
export const newBadgeKey = (): string => randomBytes(15).toString('base64url');
