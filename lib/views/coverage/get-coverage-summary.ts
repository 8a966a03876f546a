import { countPatterns, type StatePattern } from '#db/queries/coverage-grid.ts';
import type { Context } from '#lib/context.ts';
import type { CoverageShare, CoverageSummary } from '#lib/contracts/coverage.ts';
import { freshSince } from '#lib/domain/coverage/coverage-state.ts';
import { addStates, noStates, type StateCounts, shareOf } from '#lib/domain/coverage/share.ts';
import { SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { permit } from '#lib/permit.ts';

const TEAMS = 100;

/** How much of what is expected is measured: as a whole, by category, by team. */
export async function getCoverageSummary(ctx: Context): Promise<CoverageSummary> {
  permit(ctx, 'posture:read', 'repositories');
  const now = ctx.now();
  const patterns = await countPatterns(ctx.readSql, ctx.readScope, freshSince(now));
  const groups = Map.groupBy(patterns, ({ slug }) => slug);
  const all = groups.get(null) ?? [];
  const byCategory = categoriesOf(all);
  const teams = [...groups].flatMap(([slug, mine]) => (slug === null ? [] : teamOf(slug, mine)));
  return {
    repositories: repositoriesOf(all),
    whole: share(addStates(byCategory)),
    categories: SCORE_CATEGORIES.map((category, place) => ({ category, ...share(byCategory[place] ?? noStates()) })),
    teams: teams.sort(bySmallestShare).slice(0, TEAMS),
    as_of: now.toISOString(),
  };
}

const repositoriesOf = (patterns: readonly StatePattern[]): number =>
  patterns.reduce((sum, { repositories }) => sum + repositories, 0);

/** In the order of SCORE_CATEGORIES. */
function categoriesOf(patterns: readonly StatePattern[]): StateCounts[] {
  const counts = SCORE_CATEGORIES.map(noStates);
  for (const { states, repositories } of patterns) {
    for (const [place, state] of states.entries()) {
      const mine = counts[place];
      if (mine !== undefined) mine[state] += repositories;
    }
  }
  return counts;
}

function share(counts: StateCounts): CoverageShare {
  const { expected, freshPercent } = shareOf(counts);
  return { counts, expected, fresh_percent: freshPercent };
}

type Team = CoverageSummary['teams'][number];

function teamOf(slug: string, patterns: readonly StatePattern[]): Team {
  const counts = addStates(categoriesOf(patterns));
  return { slug, name: patterns[0]?.name ?? slug, repositories: repositoriesOf(patterns), ...share(counts) };
}

/** Where nothing is expected comes last. */
const bySmallestShare = (a: Team, b: Team): number =>
  (a.expected === 0 ? 2 : a.counts.fresh / a.expected) - (b.expected === 0 ? 2 : b.counts.fresh / b.expected) ||
  (a.slug < b.slug ? -1 : 1);
