import { mappingChange, mappingParams } from '#lib/contracts/inventory-mapping.ts';
import { saveInventoryMapping } from '#lib/services/privilege/save-inventory-mapping.ts';
import { getInventoryMapping } from '#lib/views/privilege/get-inventory-mapping.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getInventoryMapping(ctx, parseWith(mappingParams, queryOf(request)))),
);

export const PUT = route(async (ctx, request) => {
  const params = parseWith(mappingParams, queryOf(request));
  await saveInventoryMapping(ctx, params, parseWith(mappingChange, await jsonBody(request)));
  return json(await getInventoryMapping(ctx, params));
});
