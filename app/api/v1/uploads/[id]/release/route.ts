import { releaseUpload } from '#lib/services/upload/release.ts';
import { getUpload } from '#lib/views/upload/get-upload.ts';
import { json, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(async (ctx, _request, params) => {
  const id = String(params.id);
  await releaseUpload(ctx, id);
  return json(await getUpload(ctx, id), 202);
});
