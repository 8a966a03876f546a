import type { Context } from '#lib/context.ts';
import { statementLoadParams } from '#lib/contracts/statement.ts';
import { DOCUMENT_LIMITS } from '#lib/contracts/upload-limits.ts';
import { loadDocument } from '#lib/services/statement/load-document.ts';
import { refuseDocumentEarly } from '#lib/services/statement/refuse-document-early.ts';
import { getStatementDocument } from '#lib/views/statement/get-statement-document.ts';
import { receiveDelivery } from '#lib/web/receive-delivery.ts';
import { json, parseWith, queryOf } from '#lib/web/route.ts';

/** `POST /api/v1/vex`: streams the document to storage, reads it, and removes it again. */
export async function postDocument(ctx: Context, request: Request): Promise<Response> {
  refuseDocumentEarly(ctx);
  const { name = null } = parseWith(statementLoadParams, queryOf(request));
  const { report, headers, ended } = await receiveDelivery(ctx, request, async () => true, DOCUMENT_LIMITS);
  try {
    const { blob, bytes, sha256, filename } = report;
    const { id, duplicate } = await loadDocument(ctx, { blob, bytes, sha256, name: name ?? filename });
    const response = json({ ...(await getStatementDocument(ctx, id)), duplicate }, duplicate ? 200 : 201);
    for (const [header, value] of Object.entries(headers)) response.headers.set(header, value);
    return response;
  } finally {
    await Promise.all([ctx.blobs.remove(report.blob), ended]);
  }
}
