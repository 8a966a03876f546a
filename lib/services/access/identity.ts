import type { Principal } from '#lib/domain/access/access.ts';
import type { Credential } from '#lib/domain/access/credential.ts';

/** Who a credential stands for. */
export interface Identity {
  orgId: number;
  userId: number | null;
  principal: Principal;
  credential: Credential;
  /** The organization requires a second factor of this person, who has none: they may do nothing but set one up. */
  lacksSecondFactor?: boolean;
}
