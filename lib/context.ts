import type { Principal } from './domain/access/access.ts';
import type { Credential } from './domain/access/credential.ts';
import type { ReadScope } from './domain/access/read-scope.ts';
import type { System } from './system.ts';

/** The first argument of every verb: the system, and who asks in which organization. */
export interface Context extends System {
  orgId: number;
  principal: Principal;
  /** What the caller may read: determined once per request, used by every statement. */
  readScope: ReadScope;
  /** Id of the signed-in user; null for tokens. */
  userId: number | null;
  /** Who acts, as uploads and history record it. */
  credential: Credential;
  /** IP address or network that the request came from; null for commands and the worker. */
  source: string | null;
}
