import { uploadListParams } from '#lib/contracts/upload.ts';
import { getIngest } from '#lib/views/upload/get-ingest.ts';
import { json, parseWith, queryOf, route } from '#lib/web/route.ts';
import { postUpload } from './post-upload.ts';

export const dynamic = 'force-dynamic';

export const POST = route(postUpload);

export const GET = route(async (ctx, request) =>
  json(await getIngest(ctx, parseWith(uploadListParams, queryOf(request)))),
);
