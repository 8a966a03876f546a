import type { Principal } from './domain/access/access.ts';
import type { ScopeKind } from './domain/access/chosen-scope.ts';
import type { Credential } from './domain/access/credential.ts';
import type { ReadScope } from './domain/access/read-scope.ts';
import type { BoundSystem } from './system.ts';

export interface Chosen {
  /** As the address has it. */
  text: string;
  kind: ScopeKind;
  /** As people call it. */
  name: string;
  /** What the caller may read beyond it. */
  sight: ReadScope;
}

/** The first argument of every verb: the system bound to an organization, and who asks there. */
export interface Context extends BoundSystem {
  orgId: number;
  principal: Principal;
  /** What the caller may read: determined once per request, used by every statement. */
  readScope: ReadScope;
  /** The part that the caller chose to look at: `readScope` is cut to it. Absent: nothing was chosen. */
  chosen?: Chosen;
  /** Id of the signed-in user; null for tokens. */
  userId: number | null;
  /** Who acts, as uploads and history record it. */
  credential: Credential;
  /** Of a person who must set up a second factor before anything else. */
  lacksSecondFactor?: boolean;
  /** IP address or network that the request came from; null for commands and the worker. */
  source: string | null;
}
