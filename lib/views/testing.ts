import { findArchivedSince, findPortfolio, findScoresOfDay, findUnmeasuredOfDay } from '#db/queries/posture.ts';
import type { Context } from '#lib/context.ts';
import { addDays, dayOf } from '#lib/domain/time.ts';
import { type FakeResult, type Harness, sarifOf, startHarness, tick } from '#lib/services/testing.ts';
import { scoredRows } from './posture/organization-score.ts';
import { type ChangeRow, movedRepositories, tellChanges, weighChanges } from './repository/repository-changes.ts';

const LEVELS = ['error', 'warning', 'note'] as const;

/** Test helper: results of seven rules and three levels in five files; two calls overlap where their numbers do. */
export function resultsFrom(first: number, count: number, folder: string): FakeResult[] {
  return Array.from({ length: count }, (_, index) => ({
    rule: `rule-${(first + index) % 7}`,
    file: `${folder}/part-${index % 5}.ts`,
    line: 10 + index,
    code: `call(${first + index});`,
    level: LEVELS[(first + index) % 3] ?? 'note',
  }));
}

/** Test helper: acme/web, acme/api and acme/docs, each with 25 open findings and 5 that its second report fixed. */
export async function startThreeRepositories(): Promise<Harness> {
  const harness = await startHarness();
  for (const [index, repo] of ['acme/web', 'acme/api', 'acme/docs'].entries()) {
    for (const count of [30, 25]) {
      await harness.deliver({ repo, pipeline: 'ci' }, sarifOf(resultsFrom(index * 10, count, 'src')));
      tick(harness, 30);
    }
  }
  return harness;
}

/** Test helper: what mails tell of the week, for what the caller sees, by questions of its own. `change`: of the score since. */
export async function weekChanges(ctx: Context, change: number | null): Promise<ChangeRow[]> {
  const { readSql: sql, readScope: scope } = ctx;
  const now = ctx.now();
  const day = dayOf(addDays(now, -7));
  const since = new Date(`${day}T00:00:00Z`);
  const rows = scoredRows(await findPortfolio(sql, scope));
  const scoresThen = await findScoresOfDay(sql, scope, day);
  const archived = change === null ? [] : await findArchivedSince(sql, scope, day, since);
  const facts = { day, change, now, scoresThen, archived };
  const weighed = weighChanges(facts, rows);
  const ids = movedRepositories(weighed);
  const counts = await sql<{ repoId: number; opened: number; fixed: number }[]>`
    select repo_id, (count(*) filter (where state = 'open' and opened_at >= ${since}))::int as opened,
      (count(*) filter (where state = 'fixed' and fixed_at >= ${since}))::int as fixed
    from findings where org_id = ${scope.orgId} and repo_id = any(${ids}::int[]) group by repo_id`;
  const unmeasured = await findUnmeasuredOfDay(sql, scope, ids, day);
  return tellChanges(facts, weighed, { counts: new Map(counts.map((one) => [one.repoId, one])), unmeasured });
}
