import { privilegeSettingsChange } from '#lib/contracts/privilege-settings.ts';
import { changePrivilegeSettings } from '#lib/services/privilege/change-privilege-settings.ts';
import { getPrivilegeSettings } from '#lib/views/privilege/get-privilege-settings.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getPrivilegeSettings(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changePrivilegeSettings(ctx, parseWith(privilegeSettingsChange, await jsonBody(request)));
  return json(await getPrivilegeSettings(ctx));
});
