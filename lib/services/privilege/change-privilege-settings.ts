import { findSystemsOf } from '#db/queries/current-inventory.ts';
import { addJobs } from '#db/queries/jobs.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { findPrivilegeSettings, writePrivilegeSettings } from '#db/queries/privilege-settings.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { PrivilegeSettingsChange } from '#lib/contracts/privilege-settings.ts';
import { DEFAULT_PRIVILEGE_SETTINGS, type PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import { Fault } from '#lib/errors.ts';
import { orderOf } from '#lib/jobs/job.ts';
import { judgeInventoriesJob } from '#lib/jobs/judge-inventories.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { orderAllPaths } from '../path/order-all-paths.ts';

/**
 * Changes what the organization takes for production, and how old things may become: inventories that are in
 * effect are judged by it again, by jobs. @throws Fault forbidden
 */
export async function changePrivilegeSettings(ctx: Context, change: PrivilegeSettingsChange): Promise<void> {
  permit(ctx, 'settings:write', 'organization');
  await inTransaction(ctx.sql, async (tx) => {
    const organization = await lockOrganization(tx, ctx.orgId);
    if (organization === null) throw new Fault('not_found', 'The organization was removed.');
    const before = (await findPrivilegeSettings(tx, ctx)) ?? DEFAULT_PRIVILEGE_SETTINGS;
    const after: PrivilegeSettings = {
      ...before,
      production: change.production === undefined ? before.production : [...new Set(change.production)],
      unusedDays: change.unused_days ?? before.unusedDays,
      keyDays: change.key_days ?? before.keyDays,
      tokenDays: change.token_days ?? before.tokenDays,
      secretDays: change.secret_days ?? before.secretDays,
      accessKeyDays: change.access_key_days ?? before.accessKeyDays,
      storeDays: change.store_days ?? before.storeDays,
      unreadDays: change.unread_days ?? before.unreadDays,
      accountDays: change.account_days ?? before.accountDays,
      ownersAtMost: change.owners_at_most ?? before.ownersAtMost,
      safeReadersAtMost: change.safe_readers_at_most ?? before.safeReadersAtMost,
    };
    await writePrivilegeSettings(tx, ctx, after, ctx.now());
    if (before.production.join() !== after.production.join()) await orderAllPaths(tx, ctx);
    const detail = { from: wordsOf(before), to: wordsOf(after) };
    if (detail.from === detail.to) return;
    const systems = await findSystemsOf(tx, ctx);
    await addJobs(
      tx,
      systems.map((repoId) => orderOf(judgeInventoriesJob, { orgId: ctx.orgId, repoId })),
    );
    const target = targetOfOrganization(organization);
    await writeAudit(tx, auditSource(ctx), { verb: 'organization.privilege_settings_changed', target, detail });
  });
}

function wordsOf({ production, ...numbers }: PrivilegeSettings): string {
  const limits = Object.entries(numbers).map(([name, number]) => `${name} ${number}`);
  return `production ${production.join(' ')}; ${limits.join(', ')}`;
}
