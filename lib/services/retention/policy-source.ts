import type { AuditSource } from '../audit/audit-source.ts';

/** The retention policy of an organization, as the audit log names who removed something. */
export const policyOf = (orgId: number, at: Date): AuditSource => ({
  ...{ orgId, at, source: null },
  actor: { kind: 'system', id: null, name: 'retention policy' },
});
