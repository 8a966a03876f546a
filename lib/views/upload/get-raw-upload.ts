import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Context } from '#lib/context.ts';
import { codeOf, Fault } from '#lib/errors.ts';
import { requireUpload } from './get-upload.ts';

/**
 * The delivered bytes, opened: a file that is gone is told before the first byte is sent.
 * @throws Fault not_found
 */
export async function openRawUpload(ctx: Context, id: string): Promise<{ stream: Readable; filename: string }> {
  const upload = await requireUpload(ctx, id, 'upload:raw');
  const stream = ctx.blobs.read(upload.blob);
  try {
    await once(stream, 'readable');
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    throw new Fault('not_found', 'The bytes of this upload are no longer kept.', { cause: error });
  }
  return { stream, filename: `${id}-${(upload.scanner ?? 'report').replace(/[^A-Za-z0-9.+-]/g, '_')}` };
}
