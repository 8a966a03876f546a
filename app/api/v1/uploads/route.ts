import { uploadListParams } from '#lib/contracts/upload.ts';
import { json, parseWith, queryOf, route } from '#lib/http/route.ts';
import { getIngest } from '#lib/views/get-ingest.ts';
import { postUpload } from './post-upload.ts';

export const dynamic = 'force-dynamic';

export const POST = route(postUpload);

export const GET = route(async (ctx, request) =>
  json(await getIngest(ctx, parseWith(uploadListParams, queryOf(request)))),
);
