import { createHash } from 'node:crypto';

/** Names a session in lists and addresses, since its id must stay in the cookie. */
export const sessionHandle = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 32);
