import { z } from 'zod';
import {
  countNewestUploads,
  countUploads,
  findQueue,
  findUploads,
  NO_UPLOAD_FILTER,
  type UploadFilter,
  type UploadRow,
} from '#db/queries/ingest-read.ts';
import { findIdsOfNamesLike } from '#db/queries/search.ts';
import { findSignOfLife } from '#db/queries/workers.ts';
import type { Context } from '#lib/context.ts';
import type { UploadListParams, UploadListView, UploadRowView } from '#lib/contracts/upload.ts';
import { UPLOAD_STATES } from '#lib/domain/stream/upload-state.ts';
import { queueState, workerState } from '#lib/domain/stream/work-state.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';
import { pipelinePlaceOf } from '#lib/views/pipeline/pipeline-place-of.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { runView } from './run-view.ts';
import { uploadViewOf } from './upload.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** Uploads as they come in, newest first, how many stand in each state, and how the queue is. */
export async function getIngest(ctx: Context, params: UploadListParams): Promise<UploadListView> {
  permit(ctx, 'upload:list', 'repositories');
  const key = decodeCursor('uploads', KEY, params.cursor);
  const filter = await filterOf(ctx, params);
  const states = params.state?.length ? [...new Set(params.state)] : null;
  const after = key && { receivedAt: key[0], repoId: key[1], number: key[2] };
  const [rows, counted, queue] = await Promise.all([
    findUploads(ctx.readSql, ctx.readScope, { ...filter, states, after, limit: params.limit + 1 }),
    countStates(ctx, filter),
    queueView(ctx),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor('uploads', [last.receivedKey, last.repoId, last.number]),
  );
  return {
    items: items.map((row) => uploadRowView(ctx, row)),
    next_cursor: next,
    total: counted.total(states ?? UPLOAD_STATES),
    states: {
      received: counted.total(['received']),
      processing: counted.total(['processing']),
      processed: counted.total(['processed']),
      rejected: counted.total(['rejected']),
      held: counted.total(['held']),
      superseded: counted.total(['superseded']),
    },
    queue,
  };
}

/** More repositories than this with a text in their names are not listed one by one. */
const MAX_NAMED = 500;

async function filterOf(ctx: Context, params: UploadListParams): Promise<UploadFilter> {
  const { scanner = null, delivered_by: deliveredBy = null } = params;
  const text = word(params.q);
  const pattern = text === null ? null : holding(text);
  const { repoIds: asked, pipelineIds } = await pipelinePlaceOf(ctx, params);
  const named = pattern === null ? null : await findIdsOfNamesLike(ctx.readSql, ctx.readScope, pattern, MAX_NAMED + 1);
  const isMany = named !== null && named.length > MAX_NAMED;
  const listed = isMany ? null : named;
  return {
    repoIds: asked === null || listed === null ? (asked ?? listed) : asked.filter((id) => listed.includes(id)),
    repoPattern: isMany ? pattern : null,
    pipelineIds,
    scanner,
    deliveredBy,
  };
}

type Counted = { total: (states: readonly string[]) => UploadListView['total'] };

/** Without a filter each state is counted by itself; with one, the newest that match are, all states together. */
async function countStates({ readSql, readScope }: Context, filter: UploadFilter): Promise<Counted> {
  const isAll = Object.entries(NO_UPLOAD_FILTER).every(([name, none]) => filter[name as keyof UploadFilter] === none);
  const counts = isAll
    ? await countUploads(readSql, readScope, UPLOAD_STATES, COUNT_LIMIT + 1)
    : await countNewestUploads(readSql, readScope, filter, COUNT_LIMIT + 1);
  const sum = (states: readonly string[]): number => states.reduce((all, state) => all + (counts.get(state) ?? 0), 0);
  const isCapped = !isAll && sum(UPLOAD_STATES) > COUNT_LIMIT;
  return {
    total: (states) => {
      const counted = totalOf(sum(states));
      return isCapped ? { ...counted, relation: 'at_least' } : counted;
    },
  };
}

async function queueView(ctx: Context): Promise<UploadListView['queue']> {
  // A replica would say when it was last told, not when a worker was last seen.
  const [queue, seenAt] = await Promise.all([findQueue(ctx.sql, ctx.readScope), findSignOfLife(ctx.systemSql)]);
  const now = ctx.now();
  return {
    waiting: queue.waiting,
    processing: queue.processing,
    oldest_at: queue.oldestAt?.toISOString() ?? null,
    worker_seen_at: seenAt?.toISOString() ?? null,
    worker: workerState(seenAt, now),
    state: queueState(queue.oldestAt, now),
  };
}

export function uploadRowView(ctx: Context, row: UploadRow): UploadRowView {
  const { fullName: repo, defaultBranch, trackedRefs, pipeline } = row;
  return {
    ...uploadViewOf(row, { repo, defaultBranch, trackedRefs, pipeline, publicUrl: ctx.publicUrl }),
    run: runView(row),
  };
}
