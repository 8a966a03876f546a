import { findFormerNames } from '#db/queries/former-names.ts';
import { findUploads, NO_UPLOAD_FILTER } from '#db/queries/ingest-read.ts';
import { findRepositoryTrend, findScoreDetail } from '#db/queries/posture.ts';
import { findVisibleRepository, type Repository } from '#db/queries/repositories.ts';
import { findRepositoryRow, type RepositoryListRow } from '#db/queries/repositories-read.ts';
import { findCoverageStreams } from '#db/queries/streams-read.ts';
import type { Context } from '#lib/context.ts';
import type { CoverageCell, ScoreView } from '#lib/contracts/posture.ts';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import type { Permission } from '#lib/domain/access/access.ts';
import { codePlaceOf } from '#lib/domain/repository/code-host.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actionRows } from '#lib/views/action/action-rows.ts';
import { nextActions } from '#lib/views/action/next-actions.ts';
import { coverageEntries } from '#lib/views/action/queue.ts';
import { wholeTotal } from '#lib/views/action/queue-total.ts';
import { countDecided } from '#lib/views/posture/count-decided.ts';
import { historyFrom, trendOf } from '#lib/views/posture/days.ts';
import { repositoryScoreView, successesOf } from '#lib/views/posture/score-view.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { uploadRowView } from '#lib/views/upload/get-ingest.ts';
import { badgeUrl } from './badge-url.ts';
import { repositoryRows } from './repository-rows.ts';
import { streamRows } from './stream-rows.ts';

const ACTIONS = 5;
const UPLOADS = 10;

/** @throws Fault not_found for a repository that does not exist or that the caller may not see */
export async function requireRepository(ctx: Context, name: string, permission: Permission): Promise<Repository> {
  permit(ctx, permission, 'repositories');
  const found = await findVisibleRepository(ctx.readSql, ctx.readScope, name.replaceAll('\0', ''));
  return permit(ctx, permission, { what: 'repository', row: found && { ...found, repoId: found.id } });
}

export async function requireRow(ctx: Context, repository: Repository): Promise<RepositoryListRow> {
  const row = await findRepositoryRow(ctx.readSql, ctx.readScope, repository.id);
  if (!row) throw new Fault('not_found', 'There is no such repository.');
  return row;
}

/** Everything of one repository: posture, next actions, streams, uploads. `name` is `owner/name`. */
export async function getRepository(ctx: Context, name: string): Promise<RepositoryView> {
  const repository = await requireRepository(ctx, name, 'posture:read');
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const { readScope } = ctx;
  const repoIds = [repository.id];
  const sql = ctx.readSql;
  const row = await requireRow(ctx, repository);
  const [today, coverage] = await Promise.all([todayOf(ctx), coverageEntries(ctx, repoIds)]);
  const [[shown], score, trend, actions, count, streams, uploads, formerNames] = await Promise.all([
    repositoryRows(ctx, [row]),
    scoreOf(ctx, row),
    findRepositoryTrend(sql, scope, historyFrom(today)),
    nextActions(ctx, repoIds, coverage, ACTIONS),
    wholeTotal(ctx, repoIds, coverage),
    streamRows(ctx, scope),
    findUploads(sql, readScope, { ...NO_UPLOAD_FILTER, repoIds, states: null, after: null, limit: UPLOADS }),
    findFormerNames(sql, scope),
  ]);
  if (!shown) throw new Fault('not_found', 'There is no such repository.');
  return {
    repository: shown,
    ...settingsOf(ctx, repository),
    former_names: formerNames,
    score,
    history: shown.history,
    trend: trendOf(trend, today),
    actions: await actionRows(ctx, actions),
    actions_total: count,
    streams,
    uploads: uploads.map((upload) => uploadRowView(ctx, upload)),
  };
}

/** How it is set. */
export function settingsOf({ publicUrl }: Context, repository: Repository) {
  const { badgeKey } = repository;
  return {
    default_branch: repository.defaultBranch,
    tracked_refs: repository.trackedRefs,
    hold_suspicious: repository.holdSuspicious,
    code: codePlaceOf(repository),
    badge: badgeKey === null ? null : badgeUrl(publicUrl, repository.orgId, badgeKey),
  };
}

export async function scoreOf(ctx: Context, row: RepositoryListRow): Promise<ScoreView> {
  const { readScope, readSql } = ctx;
  const [detail, streams, accepted] = await Promise.all([
    findScoreDetail(readSql, { orgId: readScope.orgId, repoId: row.repoId }),
    findCoverageStreams(readSql, readScope, [row.repoId]),
    countDecided(readSql, readScope, 'accepted', { repoIds: [row.repoId], withoutRepoIds: [] }),
  ]);
  const successes = streams.flatMap(({ categories, lastSuccessAt: at }) =>
    at === null ? [] : categories.map((category) => ({ category, at })),
  );
  const stored = { score: row.score, detail: detail?.detail ?? null, scoredAt: detail?.scoredAt ?? null };
  return repositoryScoreView(stored, successesOf(successes), accepted);
}

/** `GET /api/v1/repos/{owner}/{name}/posture`. */
export async function getRepositoryPosture(ctx: Context, name: string): Promise<ScoreView> {
  const repository = await requireRepository(ctx, name, 'posture:read');
  return scoreOf(ctx, await requireRow(ctx, repository));
}

/** `GET /api/v1/repos/{owner}/{name}/coverage`. */
export async function getRepositoryCoverage(ctx: Context, name: string): Promise<{ items: CoverageCell[] }> {
  const repository = await requireRepository(ctx, name, 'posture:read');
  const [row] = await repositoryRows(ctx, [await requireRow(ctx, repository)]);
  return { items: row?.coverage ?? [] };
}

/** `GET /api/v1/repos/{owner}/{name}/pipelines`: every stream of reports that the repository has. */
export async function getRepositoryPipelines(
  ctx: Context,
  name: string,
): Promise<{ items: RepositoryView['streams'] }> {
  const repository = await requireRepository(ctx, name, 'posture:read');
  return { items: await streamRows(ctx, { orgId: repository.orgId, repoId: repository.id }) };
}

/** Whether the caller sees a repository of exactly this name. */
export async function isRepository(ctx: Context, name: string): Promise<boolean> {
  permit(ctx, 'posture:read', 'repositories');
  return (await findVisibleRepository(ctx.readSql, ctx.readScope, name.replaceAll('\0', ''))) !== null;
}
