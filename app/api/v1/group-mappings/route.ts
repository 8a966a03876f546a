import { groupMappingBody } from '#lib/contracts/sign-in.ts';
import { addGroupMapping } from '#lib/services/sign-in/add-group-mapping.ts';
import { getGroupMappings } from '#lib/views/access/get-group-mappings.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx) => json(await getGroupMappings(ctx)));

export const POST = route(async (ctx, request) => {
  await addGroupMapping(ctx, parseWith(groupMappingBody, await jsonBody(request)));
  return json(await getGroupMappings(ctx), 201);
});
