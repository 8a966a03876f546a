import { digestSettingsChange } from '#lib/contracts/mail.ts';
import { changeDigestSettings } from '#lib/services/mail/change-digest-settings.ts';
import { getDigestSettings } from '#lib/views/mail/get-digest-settings.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getDigestSettings(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeDigestSettings(ctx, parseWith(digestSettingsChange, await jsonBody(request)));
  return json(await getDigestSettings(ctx));
});
