import type { AuditTarget } from '#lib/domain/audit/entry.ts';

/** A document, as the audit log names it. */
export const documentTarget = (id: number, name: string): AuditTarget => ({
  kind: 'vex_document',
  id: String(id),
  name,
});
