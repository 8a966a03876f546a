import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Upload } from '#db/queries/uploads.ts';
import type { Context } from '#lib/context.ts';
import { dayOf } from '#lib/domain/time.ts';
import { codeOf, Fault } from '#lib/errors.ts';
import { requireUpload } from './get-upload.ts';
import { rawOf } from './upload.ts';

/**
 * Opens the stored bytes of a report that was read, whose secrets are redacted. Opened before the answer begins, so that a
 * missing file gives an error status.
 * @throws Fault not_found; conflict while it is not read yet
 */
export async function openRawUpload(ctx: Context, id: string): Promise<{ stream: Readable; filename: string }> {
  const upload = await requireUpload(ctx, id, 'upload:raw');
  requireRedacted(upload);
  const stream = ctx.blobs.read(upload.blob);
  try {
    await once(stream, 'readable');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new Fault('not_found', 'The bytes of this upload are no longer kept.', { cause: error });
  }
  return { stream, filename: `${id}-${(upload.scanner ?? 'report').replace(/[^A-Za-z0-9.+-]/g, '_')}` };
}

function requireRedacted(upload: Pick<Upload, 'state' | 'bytesRemovedAt'>): void {
  const raw = rawOf(upload);
  switch (raw) {
    case 'redacted':
      return;
    case 'unread':
      throw new Fault(
        'conflict',
        'This report is not read yet, so its secrets are not redacted. Ask again when it is.',
      );
    case 'removed':
      throw new Fault('not_found', `This report was removed on ${dayRemoved(upload)} by the retention policy.`);
    case 'dropped':
      throw new Fault(
        'not_found',
        'This report was refused and its bytes were dropped: what is not understood cannot be redacted.',
      );
  }
}

const dayRemoved = ({ bytesRemovedAt }: Pick<Upload, 'bytesRemovedAt'>): string =>
  bytesRemovedAt === null ? 'a day' : dayOf(bytesRemovedAt);
