import { z } from 'zod';
import { countUploads, findUploads, type UploadRow } from '#db/queries/ingest-read.ts';
import type { Context } from '#lib/context.ts';
import type { UploadListParams, UploadListView } from '#lib/contracts/upload.ts';
import { UPLOAD_STATES } from '#lib/domain/stream/upload-state.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { uploadViewOf } from './upload.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** Uploads as they come in, newest first, and how many stand in each state. */
export async function getIngest(ctx: Context, params: UploadListParams): Promise<UploadListView> {
  permit(ctx, 'upload:list', 'repositories');
  const scope = ctx.readScope;
  const key = decodeCursor('uploads', KEY, params.cursor);
  const [repoId = null] = params.repo === undefined ? [] : await repositoryIdsOf(ctx, [params.repo]);
  const states = params.state?.length ? [...new Set(params.state)] : null;
  const after = key && { receivedAt: key[0], repoId: key[1], number: key[2] };
  const [rows, counts] = await Promise.all([
    findUploads(ctx.readSql, scope, { states, repoId, after, limit: params.limit + 1 }),
    countUploads(ctx.readSql, scope, UPLOAD_STATES, repoId, COUNT_LIMIT + 1),
  ]);
  const count = (state: string): number => counts.get(state) ?? 0;
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor('uploads', [last.receivedKey, last.repoId, last.number]),
  );
  return {
    items: items.map((row) => uploadRowView(ctx, row)),
    next_cursor: next,
    total: totalOf([...(states ?? UPLOAD_STATES)].reduce<number>((sum, state) => sum + count(state), 0)),
    states: {
      received: totalOf(count('received')),
      processing: totalOf(count('processing')),
      processed: totalOf(count('processed')),
      rejected: totalOf(count('rejected')),
      held: totalOf(count('held')),
      superseded: totalOf(count('superseded')),
    },
    queue: { waiting: count('received'), processing: count('processing') },
  };
}

export function uploadRowView(ctx: Context, row: UploadRow): ReturnType<typeof uploadViewOf> {
  const { fullName: repo, defaultBranch, trackedRefs, pipeline } = row;
  return uploadViewOf(row, { repo, defaultBranch, trackedRefs, pipeline, publicUrl: ctx.publicUrl });
}
