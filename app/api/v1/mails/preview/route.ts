import { mailPreviewBody } from '#lib/contracts/mail.ts';
import { previewDigest } from '#lib/services/digest/preview-digest.ts';
import { json, jsonBody, parseWith, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, request) =>
  json(await previewDigest(ctx, parseWith(mailPreviewBody, await jsonBody(request)))),
);
