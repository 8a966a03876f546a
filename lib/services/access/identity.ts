import type { Principal } from '#lib/domain/access/access.ts';

/** Who a credential stands for. */
export interface Identity {
  orgId: number;
  userId: number | null;
  principal: Principal;
}
