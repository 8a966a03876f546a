import { Readable } from 'node:stream';
import { noteDownload } from '#lib/services/upload/note-download.ts';
import { openRawUpload } from '#lib/views/upload/get-raw-upload.ts';
import { route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

/** The stored bytes, with secrets redacted. Sent as an attachment, so that browsers never render them. */
export const GET = route(async (ctx, _request, params) => {
  const id = String(params.id);
  const { stream, filename } = await openRawUpload(ctx, id);
  await noteDownload(ctx, id);
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${filename}"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': 'no-store',
    },
  });
});
