import type { Transaction } from '#db/client.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { findStreamsOfUpload } from '#db/queries/upload-parts.ts';
import { findUpload, type Upload, updateUpload } from '#db/queries/uploads.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { isSuperseded } from '#lib/domain/stream/order.ts';
import { Fault } from '#lib/errors.ts';
import { requireUpload } from '#lib/views/upload/get-upload.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { queueUpload } from './queue-upload.ts';

/**
 * Releases a held report on a person's word: it is queued again and takes effect. Releasing it twice changes nothing.
 * @throws Fault not_found; forbidden; conflict when it is not held, or a newer report took effect
 */
export async function releaseUpload(ctx: Context, id: string): Promise<Upload> {
  const { repoId, number, fullName } = await requireUpload(ctx, id, 'upload:release');
  const scope = { orgId: ctx.orgId, repoId };
  return inTransaction(ctx.sql, async (tx) => {
    await lockRepository(tx, scope);
    const upload = await findUpload(tx, scope, number);
    if (!upload) throw new Fault('not_found', 'There is no such upload.');
    if (upload.releasedAt !== null) return upload;
    if (upload.state !== 'held') {
      throw new Fault('conflict', `Only a held upload can be released; this one is ${upload.state}.`);
    }
    await refuseSuperseded(tx, scope, upload);
    const released = {
      state: 'received',
      ...{ releasedBy: ctx.userId, releasedByName: ctx.credential.name, releasedAt: ctx.now() },
      ...{ reason: null, confirmableAt: null },
    } as const;
    await updateUpload(tx, scope, number, released);
    await queueUpload(tx, upload);
    const target = { kind: 'upload', id, name: fullName } as const;
    await writeAudit(tx, auditSource(ctx), {
      verb: 'upload.released',
      target,
      detail: { held_because: upload.reason },
    });
    return { ...upload, ...released };
  });
}

/** @throws Fault conflict when newer reports of all its streams took effect, which this one must not undo */
async function refuseSuperseded(
  tx: Transaction,
  scope: { orgId: number; repoId: number },
  upload: Upload,
): Promise<void> {
  const streams = await findStreamsOfUpload(tx, scope, upload.number);
  if (streams.length > 0 && streams.every((stream) => isSuperseded(upload, stream)))
    throw new Fault('conflict', 'A newer report of this stream took effect already: nothing is left to release.');
}
