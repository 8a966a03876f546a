import type { Principal } from './domain/access/access.ts';
import type { System } from './system.ts';

/** What every verb gets: the system, and who asks for which organization. */
export interface Context extends System {
  orgId: number;
  principal: Principal;
  /** The person who is signed in; null for tokens. */
  userId: number | null;
}
