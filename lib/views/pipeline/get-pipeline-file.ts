import { findUploads, NO_UPLOAD_FILTER } from '#db/queries/ingest-read.ts';
import {
  findLastScans,
  findPipelineChanges,
  findRepositoryOutcomes,
  listPipelineFiles,
  type PipelineFileRow,
} from '#db/queries/pipeline-files.ts';
import { findPipelinesOf } from '#db/queries/pipelines.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { findStreamRows, type StreamListRow } from '#db/queries/streams-read.ts';
import type { Context } from '#lib/context.ts';
import { gateListParams } from '#lib/contracts/gate-history.ts';
import type {
  PipelineChange,
  PipelineFileParams,
  PipelineFileView,
  PipelineRun,
  PipelineScanner,
  PipelineSection,
} from '#lib/contracts/pipeline.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { reviewedBy } from '#lib/domain/pipeline/reviewed.ts';
import { judgeStages } from '#lib/domain/pipeline/stage-controls.ts';
import { rhythmOf, streamSilence } from '#lib/domain/stream/retirement.ts';
import { Fault } from '#lib/errors.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';
import { getGateHistory } from '#lib/views/gate/get-gate-history.ts';
import { uploadRowView } from '#lib/views/upload/get-ingest.ts';
import { isStale, pipelineRowOf } from './pipeline-row.ts';
import { runsOf } from './runs-of.ts';
import { stageViews } from './stage-views.ts';

const WEEK = 7 * 86_400_000;
const MOST = { changes: 50, scanners: 50, reports: 50, runs: 10 } as const;

/** One file of a pipeline, from source to deployment, with what protects each stage. @throws Fault not_found */
export async function getPipelineFile(ctx: Context, params: PipelineFileParams): Promise<PipelineFileView> {
  permit(ctx, 'posture:read', 'repositories');
  const { repo, path, section } = params;
  const shows = (...sections: PipelineSection[]): boolean => section === undefined || sections.includes(section);
  const now = ctx.now();
  const repoIds = await repositoryIdsOf(ctx, [repo]);
  const filter = { pattern: null, repoIds, path, failing: false, production: false };
  const [row] = await listPipelineFiles(ctx.readSql, ctx.readScope, filter, {
    ...{ after: null, limit: 1 },
    changedSince: new Date(now.getTime() - WEEK),
  });
  if (row === undefined) {
    throw new Fault('not_found', `No file ${path} of ${repo} was delivered, or it is gone from the default branch.`);
  }
  const scope = { orgId: ctx.orgId, repoId: row.repoId };
  const own = await findPipelinesOf(ctx.readSql, scope, row.name);
  const [system, scans, lastGate, drift, scanners, runs] = await Promise.all([
    findRepositoryOutcomes(ctx.readSql, ctx.readScope, row.slug),
    findLastScans(ctx.readSql, scope),
    lastGateOf(ctx, row, own),
    shows('stages') ? driftOf(ctx, scope, path) : null,
    shows('cadence') ? scannersOf(ctx, scope, own) : null,
    shows('runs', 'provenance') ? lastRuns(ctx, scope, own) : null,
  ]);
  const fresh = scans.map(({ category, at }) => [category, isStale(at, now) ? 'stale' : 'fresh'] as const);
  const judged = judgeStages({
    ...{ facts: row.facts, file: row.outcomes, system: system?.outcomes ?? null, gate: lastGate },
    ...{ fileStale: isStale(row.at, now), systemStale: system !== null && isStale(system.at, now) },
    scans: Object.fromEntries(fresh) as Partial<Record<Category, 'fresh' | 'stale'>>,
  });
  return {
    ...pipelineRowOf(row, now),
    as_of: now.toISOString(),
    events: row.facts?.events ?? null,
    path_of_stages: stageViews(judged, row, system),
    // What strangers get out of a job is for paths.
    job_list: (row.facts?.jobs ?? []).map(({ strangers: _, ...job }) => job),
    drift,
    reviewed: reviewedBy(system, now),
    ...{ scanners, runs, runs_of: own.length === 0 ? null : row.name, last_gate: lastGate },
  };
}

async function driftOf(ctx: Context, scope: RepositoryScope, path: string): Promise<PipelineChange[]> {
  const changes = await findPipelineChanges(ctx.readSql, scope, path, MOST.changes);
  return changes.map(({ at, kind, job, what, upload }) => ({
    ...{ at: at.toISOString(), kind, job, what },
    upload: encodeId('upload', { repoId: scope.repoId, number: upload }),
  }));
}

/** What reports where it counts, of `own`: pipelines that are called as the file is. */
async function scannersOf(ctx: Context, scope: RepositoryScope, own: readonly number[]): Promise<PipelineScanner[]> {
  const streams = await findStreamRows(ctx.readSql, scope, MOST.scanners, own);
  return streams
    .filter(({ tracked, retiredAt }) => tracked && retiredAt === null)
    .map(scannerOf(scope.repoId, ctx.now()));
}

const scannerOf =
  (repoId: number, now: Date) =>
  (stream: StreamListRow): PipelineScanner => ({
    ...{ scanner: stream.scanner, pipeline: stream.pipeline, label: stream.label, ref: stream.ref },
    categories: stream.categories,
    last_success_at: stream.lastSuccessAt?.toISOString() ?? null,
    last_report_at: stream.lastReportAt?.toISOString() ?? null,
    interval: rhythmOf(stream),
    silence: streamSilence(stream, now),
    held_upload: stream.heldUpload === null ? null : encodeId('upload', { repoId, number: stream.heldUpload }),
  });

/** What the policy said last of reports of `own`; of what delivers nothing itself, as scans are, of the repository. */
async function lastGateOf(ctx: Context, { fullName, name }: PipelineFileRow, own: readonly number[]) {
  const place = { repo: fullName, ...(own.length === 0 ? {} : { pipeline: name }) };
  const gates = await getGateHistory(ctx, gateListParams.parse({ ...place, limit: 1 }));
  return gates.items[0]?.outcome ?? null;
}

async function lastRuns(ctx: Context, { repoId }: RepositoryScope, own: number[]): Promise<PipelineRun[]> {
  permit(ctx, 'upload:list', 'repositories');
  const page = { ...NO_UPLOAD_FILTER, repoIds: [repoId], pipelineIds: own, states: null, after: null };
  const uploads = await findUploads(ctx.readSql, ctx.readScope, { ...page, limit: MOST.reports + 1 });
  const reports = uploads.slice(0, MOST.reports).map((row) => uploadRowView(ctx, row));
  return runsOf(reports, uploads.length > MOST.reports).slice(0, MOST.runs);
}
