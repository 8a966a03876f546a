import { quoted } from '../isolation/app-role.ts';

/** The organization whose rows a transaction sees and changes, and the role that row-level security applies to. */
export interface Binding {
  role: string;
  orgId: number;
}

/** Schema of the views that bound reads find before the tables: see `db/isolation/ensure-isolation.ts`. */
export const VIEWS = 'plumbline_bound';

/** @throws TypeError for an id that is not a positive integer: it becomes a part of a statement's text */
export function requireOrgId(orgId: number): number {
  if (Number.isSafeInteger(orgId) && orgId > 0) return orgId;
  throw new TypeError('An organization has a positive integer as its id.');
}

/**
 * The statements that bind a transaction which has just begun. They are literal: Citus hands `set local` on to its nodes,
 * but not `set_config`.
 */
export function bindingCommands({ role, orgId }: Binding): [role: string, organization: string] {
  return [`set local role ${quoted(role)}`, `set local app.org_id = '${requireOrgId(orgId)}'`];
}
