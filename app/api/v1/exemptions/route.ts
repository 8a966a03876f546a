import { exemptionListParams, exemptionRequest } from '#lib/contracts/exemption.ts';
import { requestExemptions } from '#lib/services/coverage/request-exemptions.ts';
import { getExemption } from '#lib/views/coverage/get-exemption.ts';
import { getExemptions } from '#lib/views/coverage/get-exemptions.ts';
import { json, jsonBody, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await getExemptions(ctx, parseWith(exemptionListParams, queryOf(request)))),
);

export const POST = route(async (ctx, request) => {
  const { ids, skipped } = await requestExemptions(ctx, parseWith(exemptionRequest, await jsonBody(request)));
  return json({ items: await Promise.all(ids.map((id) => getExemption(ctx, id))), skipped }, 201);
});
