import { rowNumber } from '#lib/contracts/common.ts';
import { adoptionPreviewBody } from '#lib/contracts/statement.ts';
import { previewAdoption } from '#lib/services/statement/preview-adoption.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request, { id }) => {
  const body = parseWith(adoptionPreviewBody, await jsonBody(request));
  return json(await previewAdoption(ctx, parseWith(rowNumber, id), body));
});
