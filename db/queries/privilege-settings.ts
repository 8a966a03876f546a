import { DEFAULT_PRIVILEGE_SETTINGS, type PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** What an organization decided for itself; null: nothing, so that the defaults hold. */
export async function findPrivilegeSettings(
  sql: Connection,
  { orgId }: OrganizationScope,
): Promise<PrivilegeSettings | null> {
  const [row] = await sql<{ settings: PrivilegeSettings }[]>`
    select settings from privilege_settings where org_id = ${orgId}`;
  // What was not decided yet when they were saved is as it is by default.
  return row === undefined ? null : { ...DEFAULT_PRIVILEGE_SETTINGS, ...row.settings };
}

export async function writePrivilegeSettings(
  tx: Transaction,
  { orgId }: OrganizationScope,
  settings: PrivilegeSettings,
  now: Date,
): Promise<void> {
  await tx`
    insert into privilege_settings (org_id, settings, changed_at) values (${orgId}, ${tx.json(settings)}, ${now})
    on conflict (org_id) do update set settings = excluded.settings, changed_at = excluded.changed_at`;
}
