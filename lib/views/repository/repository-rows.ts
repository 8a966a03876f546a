import { findExempted } from '#db/queries/exemptions.ts';
import { findLabels } from '#db/queries/labels.ts';
import { findRepositoryDays } from '#db/queries/posture.ts';
import { findOpenByCategory, type RepositoryListRow } from '#db/queries/repositories-read.ts';
import { findCoverageStreams } from '#db/queries/streams-read.ts';
import { findOwners } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { RepositoryRow } from '#lib/contracts/repository.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { historyDays, historyFrom, historyOf } from '#lib/views/posture/days.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { coverageOf } from './coverage.ts';

/** Repositories as lists show them: spark lines, coverage and counts in one statement each for the whole page. */
export async function repositoryRows(ctx: Context, rows: readonly RepositoryListRow[]): Promise<RepositoryRow[]> {
  if (rows.length === 0) return [];
  const scope = ctx.readScope;
  const now = ctx.now();
  const today = await todayOf(ctx);
  const ids = rows.map((row) => row.repoId);
  const [days, streams, open, owners, labels, exempted] = await Promise.all([
    findRepositoryDays(ctx.readSql, scope, ids, historyFrom(today), today),
    findCoverageStreams(ctx.readSql, scope, ids),
    findOpenByCategory(ctx.readSql, scope, ids),
    findOwners(ctx.readSql, scope, ids),
    findLabels(ctx.readSql, scope, ids),
    findExempted(ctx.readSql, scope, ids, now),
  ]);
  const daysOf = Map.groupBy(days, (day) => day.repoId);
  const exemptedOf = Map.groupBy(exempted, ({ repoId }) => repoId);
  const streamsOf = Map.groupBy(streams, (stream) => stream.repoId);
  const ownersOf = Map.groupBy(owners, (owner) => owner.repoId);
  const labelsOf = Map.groupBy(labels, (row) => row.repoId);
  const openOf = Map.groupBy(open, (row) => row.repoId);
  const shown = historyDays(today);
  return rows.map((row) => ({
    id: row.repoId.toString(36),
    name: row.fullName,
    kind: row.kind,
    criticality: row.criticality,
    exposure: row.exposure,
    archived: row.archived,
    demo: row.demo,
    score: shownScore(row.score),
    grade: row.grade,
    open: {
      critical: row.openCritical,
      high: row.openHigh,
      medium: row.openMedium,
      unknown: row.openUnknown,
      low: row.openLow,
      info: row.openInfo,
    },
    coverage: coverageOf(streamsOf.get(row.repoId) ?? [], openOf.get(row.repoId) ?? [], now, {
      kind: row.kind,
      exempted: new Set(exemptedOf.get(row.repoId)?.map(({ category }) => category)),
    }),
    history: historyOf(daysOf.get(row.repoId) ?? [], row.score, shown),
    last_upload_at: row.lastUploadAt?.toISOString() ?? null,
    teams: (ownersOf.get(row.repoId) ?? []).map(({ slug, name, sources }) => ({ slug, name, sources })),
    labels: (labelsOf.get(row.repoId) ?? []).map(({ label }) => label),
    url: `/repositories/${row.fullName}`,
  }));
}
