import type { Principal } from './access.ts';
import { type ReadScope, wholeOrganization } from './read-scope.ts';

/**
 * Whoever may run commands on the machine: does and sees everything in this organization, without being a person of it.
 * @param operator name of the machine's user, for the audit log
 */
export function operatorOf(
  orgId: number,
  operator?: string,
): {
  orgId: number;
  principal: Principal;
  readScope: ReadScope;
  userId: null;
  credential: null;
  source: null;
  operator: string | undefined;
} {
  return {
    orgId,
    principal: { kind: 'user', orgId, role: 'admin' },
    readScope: wholeOrganization(orgId),
    userId: null,
    credential: null,
    source: null,
    operator,
  };
}
