import { organizationChange, organizationDeletion } from '#lib/contracts/organization.ts';
import { changeOrganization } from '#lib/services/organization/change-organization.ts';
import { deleteOrganization } from '#lib/services/organization/delete-organization.ts';
import { getOrganization } from '#lib/views/access/get-organization.ts';
import { json, jsonBody, noContent, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getOrganization(ctx)));

export const PATCH = route(async (ctx, request) => {
  await changeOrganization(ctx, parseWith(organizationChange, await jsonBody(request)));
  return json(await getOrganization(ctx));
});

export const DELETE = route(async (ctx, request) => {
  await deleteOrganization(ctx, parseWith(organizationDeletion, await jsonBody(request)));
  return noContent();
});
