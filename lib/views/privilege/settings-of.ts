import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import type { Context } from '#lib/context.ts';
import { DEFAULT_PRIVILEGE_SETTINGS, type PrivilegeSettings } from '#lib/domain/privilege/settings.ts';

/** What the organization decided of privileges, or the defaults. */
export const settingsOf = async (ctx: Context): Promise<PrivilegeSettings> =>
  (await findPrivilegeSettings(ctx.readSql, ctx)) ?? DEFAULT_PRIVILEGE_SETTINGS;
