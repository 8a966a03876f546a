import { rulePreviewBody } from '#lib/contracts/exception-rule.ts';
import { previewRule } from '#lib/services/exception-rule/preview-rule.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewRule(ctx, parseWith(rulePreviewBody, await jsonBody(request)))),
);
