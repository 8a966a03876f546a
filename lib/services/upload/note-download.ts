import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { requireUpload } from '#lib/views/upload/get-upload.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/** Notes that somebody gets the stored bytes of a report. @throws Fault not_found, forbidden */
export async function noteDownload(ctx: Context, id: string): Promise<void> {
  const { fullName, storedBytes } = await requireUpload(ctx, id, 'upload:raw');
  await inTransaction(ctx.sql, (tx) =>
    writeAudit(tx, auditSource(ctx), {
      verb: 'upload.downloaded',
      target: { kind: 'upload', id, name: fullName },
      detail: { bytes: storedBytes },
    }),
  );
}
