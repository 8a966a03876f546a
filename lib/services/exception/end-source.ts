import type { AuditSource } from '../audit/audit-source.ts';

/** The end of exceptions, their rules and exemptions, as the audit log names who ended them: time did. */
export const endOf = (orgId: number, at: Date): AuditSource => ({
  ...{ orgId, at, source: null },
  actor: { kind: 'system', id: null, name: 'end of exceptions' },
});
