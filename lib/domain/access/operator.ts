import type { Principal } from './access.ts';
import { type ReadScope, wholeOrganization } from './read-scope.ts';

/** Whoever may run commands on the machine: does and sees everything in this organization, without being a person of it. */
export function operatorOf(orgId: number): {
  orgId: number;
  principal: Principal;
  readScope: ReadScope;
  userId: null;
  credential: null;
  source: null;
} {
  return {
    orgId,
    principal: { kind: 'user', orgId, role: 'admin' },
    readScope: wholeOrganization(orgId),
    userId: null,
    credential: null,
    source: null,
  };
}
