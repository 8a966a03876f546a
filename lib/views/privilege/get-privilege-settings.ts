import { countProduction } from '#db/queries/privilege-resources.ts';
import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import type { Context } from '#lib/context.ts';
import type { PrivilegeSettingsView } from '#lib/contracts/privilege-settings.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { permit } from '#lib/permit.ts';
import { COUNT_LIMIT } from '#lib/views/total.ts';
import { likePatterns } from './like-patterns.ts';
import { systemsOf } from './systems-of.ts';

/** What the organization takes for production, and how old things may become: whoever reads findings may know. */
export async function getPrivilegeSettings(ctx: Context): Promise<PrivilegeSettingsView> {
  permit(ctx, 'policy:read', 'repositories');
  // From the primary: a replica may not have what was just changed.
  const own = await findPrivilegeSettings(ctx.sql, ctx);
  const settings = own ?? DEFAULT_PRIVILEGE_SETTINGS;
  const { ids } = await systemsOf(ctx, {});
  const count = await countProduction(ctx.readSql, ctx, ids, likePatterns(settings.production), COUNT_LIMIT);
  return {
    production: [...settings.production],
    unused_days: settings.unusedDays,
    key_days: settings.keyDays,
    token_days: settings.tokenDays,
    access_key_days: settings.accessKeyDays,
    secret_days: settings.secretDays,
    store_days: settings.storeDays,
    unread_days: settings.unreadDays,
    account_days: settings.accountDays,
    owners_at_most: settings.ownersAtMost,
    safe_readers_at_most: settings.safeReadersAtMost,
    default: own === null,
    production_resources: count,
  };
}
