import { z } from 'zod';
import { type GateHistoryRow, listGateAnswers } from '#db/queries/gate-history.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { GateHistoryItem, GateListParams, GateListView } from '#lib/contracts/gate-history.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { pipelinePlaceOf } from '#lib/views/pipeline/pipeline-place-of.ts';
import { runView } from '#lib/views/upload/run-view.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);
const LIST = 'gates';

/** What the policy said of reports, newest first: of all that the caller sees, a repository, or a pipeline. @throws Fault not_found */
export async function getGateHistory(ctx: Context, params: GateListParams): Promise<GateListView> {
  permit(ctx, 'upload:list', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], upload: key[2] };
  const { repoIds, pipelineIds } = await pipelinePlaceOf(ctx, params);
  const withoutRepoIds = repoIds === null ? await findUncountedIds(ctx.readSql, ctx.readScope) : null;
  const filter = { repoIds, withoutRepoIds, pipelineIds, outcome: params.outcome ?? null };
  const rows = await listGateAnswers(ctx.readSql, ctx.readScope, filter, { after, limit: params.limit + 1 });
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.key, last.repoId, last.upload]),
  );
  return { items: items.map((row) => itemOf(ctx, row)), next_cursor: next };
}

function itemOf(ctx: Context, row: GateHistoryRow): GateHistoryItem {
  const id = encodeId('upload', { repoId: row.repoId, number: row.upload });
  const run = runView(row);
  return {
    ...{ id, number: row.upload, url: `${ctx.publicUrl}/ingest/${id}` },
    ...{ repo: row.fullName, pipeline: row.pipeline, ref: row.ref, commit: row.commit, scanner: row.scanner },
    run: run && { id: run.id, url: run.url },
    ...{ at: row.at.toISOString(), outcome: row.outcome },
    policy: { version: row.policyVersion, override: row.overrideVersion },
    rules: row.broken.map(({ id: rule, title, kind, outcome, effect, message, count }) => ({
      ...{ id: rule, title, kind, outcome, effect, message, count },
    })),
  };
}
