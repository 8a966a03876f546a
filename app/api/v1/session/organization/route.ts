import { organizationChoice } from '#lib/contracts/organization.ts';
import { switchOrganization } from '#lib/services/organization/switch-organization.ts';
import { currentSession } from '#lib/web/current-session.ts';
import { jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) => {
  const choice = parseWith(organizationChoice, await jsonBody(request));
  await switchOrganization(ctx, choice, await currentSession(ctx, request.headers.get('cookie')));
  return noContent();
});
