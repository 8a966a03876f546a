import { Readable } from 'node:stream';
import { auditFilterParams } from '#lib/contracts/audit.ts';
import { noteExport } from '#lib/services/audit/note-export.ts';
import { exportAudit } from '#lib/views/audit/export-audit.ts';
import { parseWith, queryOf, route } from '#lib/web/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(async (ctx, request) => {
  const params = parseWith(auditFilterParams, queryOf(request));
  await noteExport(ctx, params);
  const lines = exportAudit(ctx, params);
  const bytes = Readable.from(lines).map((text: string) => Buffer.from(text));
  return new Response(Readable.toWeb(bytes) as ReadableStream, {
    headers: {
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="plumbline-audit.jsonl"',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
});
