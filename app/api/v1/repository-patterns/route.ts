import { patternPreviewParams } from '#lib/contracts/team.ts';
import { previewPattern } from '#lib/views/team/preview-pattern.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) =>
  json(await previewPattern(ctx, parseWith(patternPreviewParams, queryOf(request)).pattern)),
);
