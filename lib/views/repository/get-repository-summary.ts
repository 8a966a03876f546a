import { countExceptions } from '#db/queries/exceptions-read.ts';
import { findFormerNames } from '#db/queries/former-names.ts';
import { countUploads } from '#db/queries/ingest-read.ts';
import { countPipelineFiles } from '#db/queries/pipeline-files.ts';
import type { Repository } from '#db/queries/repositories.ts';
import type { Context } from '#lib/context.ts';
import type { SeverityCounts, Total } from '#lib/contracts/common.ts';
import { grantListParams } from '#lib/contracts/privilege.ts';
import type { RepositorySummary } from '#lib/contracts/repository.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { UPLOAD_STATES } from '#lib/domain/stream/upload-state.ts';
import { Fault } from '#lib/errors.ts';
import { coverageEntries } from '#lib/views/action/queue.ts';
import { wholeTotal } from '#lib/views/action/queue-total.ts';
import { getGrants } from '#lib/views/privilege/get-grants.ts';
import { COUNT_LIMIT, counterTotal, totalOf } from '#lib/views/total.ts';
import { requireRepository, requireRow, scoreOf, settingsOf } from './get-repository.ts';
import { repositoryRows } from './repository-rows.ts';

/** What a repository is, how it is set, and how much its lists hold. `name` is `owner/name`. */
export async function getRepositorySummary(ctx: Context, name: string): Promise<RepositorySummary> {
  const repository = await requireRepository(ctx, name, 'posture:read');
  const scope = { orgId: repository.orgId, repoId: repository.id };
  const row = await requireRow(ctx, repository);
  const [[shown], score, formerNames, counts] = await Promise.all([
    repositoryRows(ctx, [row]),
    scoreOf(ctx, row),
    findFormerNames(ctx.readSql, scope),
    countsOf(ctx, repository),
  ]);
  if (!shown) throw new Fault('not_found', 'There is no such repository.');
  return {
    repository: shown,
    ...settingsOf(ctx, repository),
    former_names: formerNames,
    score,
    counts: { findings: counterTotal(allOf(shown.open)), ...counts },
  };
}

const allOf = (open: SeverityCounts): number => Object.values(open).reduce((sum, count) => sum + count, 0);

/** Each as its list counts it. */
async function countsOf(
  ctx: Context,
  { orgId, id, fullName, kind }: Repository,
): Promise<Omit<RepositorySummary['counts'], 'findings'>> {
  const repoIds = [id];
  const scope = { orgId, repoId: id };
  const own = narrowed(ctx.readScope, repoIds);
  const limit = COUNT_LIMIT + 1;
  const coverage = await coverageEntries(ctx, repoIds);
  const [actions, files, rights, uploads, exceptions] = await Promise.all([
    wholeTotal(ctx, repoIds, coverage),
    countPipelineFiles(ctx.readSql, scope),
    countRights(ctx, kind === 'system' ? { system: [fullName] } : { repo: fullName }),
    countUploads(ctx.readSql, own, UPLOAD_STATES, limit),
    countExceptions(ctx.readSql, own, { state: 'in_force', withoutRepoIds: [], limit }),
  ]);
  return {
    actions,
    pipelines: counterTotal(files),
    rights,
    uploads: totalOf([...uploads.values()].reduce((sum, count) => sum + count, 0)),
    exceptions: totalOf(exceptions),
  };
}

/** Whatever is chosen: the system that knows of a repository may be no part of that. */
async function countRights(ctx: Context, on: { system: string[] } | { repo: string }): Promise<Total> {
  const whole = { ...ctx, readScope: ctx.chosen?.sight ?? ctx.readScope };
  const { total } = await getGrants(whole, grantListParams.parse({ ...on, total: 'true', limit: 1 }));
  return total ?? counterTotal(0);
}
