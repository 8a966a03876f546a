import type { AuditTarget } from '#lib/domain/audit/entry.ts';

/** A view, as the audit log names it. */
export const viewTarget = ({ id, name }: { id: number; name: string }): AuditTarget => ({
  kind: 'view',
  id: String(id),
  name,
});
