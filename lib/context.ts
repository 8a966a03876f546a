import type { Principal } from './domain/access/access.ts';
import type { Credential } from './domain/access/credential.ts';
import type { ReadScope } from './domain/access/read-scope.ts';
import type { System } from './system.ts';

/** What every verb gets: the system, and who asks for which organization. */
export interface Context extends System {
  orgId: number;
  principal: Principal;
  /** What may be read, from person and token: worked out once, for every statement of the request. */
  readScope: ReadScope;
  /** The person who is signed in; null for tokens. */
  userId: number | null;
  /** Who acts, for what history keeps. */
  credential: Credential;
}
