import { experienceOf } from '#db/queries/efforts.ts';
import { findPortfolioScores } from '#db/queries/posture.ts';
import { findGroupMembers } from '#db/queries/queue.ts';
import {
  type CapHolder,
  type ClosableAction,
  findCapHolders,
  findClosable,
  findScoredRepositories,
  type ScoredRepository,
} from '#db/queries/what-if.ts';
import type { Context } from '#lib/context.ts';
import type { WhatIfBody, WhatIfView } from '#lib/contracts/what-if.ts';
import { effortHours } from '#lib/domain/action/effort.ts';
import { SHARED_KINDS } from '#lib/domain/action/key.ts';
import { repositoriesFactor } from '#lib/domain/action/rank.ts';
import { weigh } from '#lib/domain/action/rank-stored.ts';
import type { ScoreCategory } from '#lib/domain/score/category.ts';
import { portfolio } from '#lib/domain/score/portfolio.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { scoreIf } from '#lib/domain/score/what-if.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { chooseScope } from '../access/choose-scope.ts';
import { chosenCoverage } from './chosen-coverage.ts';

const SHOWN = 20;

/** What scores would be if these actions were closed, and nothing else changed: computed from what the scores are made of. */
export async function getWhatIf(ctx: Context, { scope, ...asked }: WhatIfBody): Promise<WhatIfView> {
  permit(ctx, 'finding:read', 'repositories');
  return whatIfWithin(scope === undefined ? ctx : await chooseScope(ctx, scope), asked);
}

async function whatIfWithin(ctx: Context, { actions, everywhere }: Omit<WhatIfBody, 'scope'>): Promise<WhatIfView> {
  const closed = await closedBy(ctx, actions, everywhere);
  const coverage = await chosenCoverage(ctx, actions);
  const repoIds = [...new Set([...closed.map(({ repoId }) => repoId), ...coverage.measured.keys()])];
  const repositories = await findScoredRepositories(ctx.readSql, ctx.readScope, repoIds);
  const after = await scoresAfter(ctx, repositories, { closed, measured: coverage.measured });
  const groups = Map.groupBy(closed, (action) =>
    SHARED_KINDS.includes(action.kind) ? action.key : `${action.repoId} ${action.number}`,
  );
  const hours = [...groups.values()].reduce((sum, group) => sum + hoursOf(group), coverage.hours);
  return {
    ...(await changesOf(ctx, repositories, after)),
    actions: groups.size + coverage.count,
    hours,
  };
}

async function closedBy(ctx: Context, ids: readonly string[], everywhere: boolean): Promise<ClosableAction[]> {
  const places = ids.flatMap((id) => decodeId('action', id) ?? []);
  const asked = await findClosable(ctx.readSql, ctx.readScope, unique(places));
  if (!everywhere) return asked;
  const keys = asked.flatMap(({ kind, key }) => (SHARED_KINDS.includes(kind) ? [key] : []));
  const members = await findGroupMembers(ctx.readSql, ctx.readScope, [...new Set(keys)], null);
  return findClosable(ctx.readSql, ctx.readScope, unique([...asked, ...members]));
}

const unique = <T extends { repoId: number; number: number }>(places: readonly T[]): T[] => [
  ...new Map(places.map((place) => [`${place.repoId} ${place.number}`, place])).values(),
];

function hoursOf(group: readonly ClosableAction[]): number {
  const hours = group.map((action) => effortHours(action.effortKind, experienceOf(action)));
  return Math.max(0, ...hours) * repositoriesFactor(group.length);
}

interface Done {
  closed: readonly ClosableAction[];
  measured: ReadonlyMap<number, readonly ScoreCategory[]>;
}

/** By repository, to the last digit. */
async function scoresAfter(
  ctx: Context,
  repositories: readonly ScoredRepository[],
  { closed, measured }: Done,
): Promise<Map<number, number>> {
  const capped = repositories.filter(({ state }) => state.caps.liveSecret || state.caps.overdueKevPublic);
  const holders = await findCapHolders(
    ctx.readSql,
    ctx.readScope,
    capped.map(({ repoId }) => repoId),
  );
  const done = new Set(closed.map(({ repoId, number }) => `${repoId} ${number}`));
  const left = Map.groupBy(
    holders.filter(({ repoId, number }) => !done.has(`${repoId} ${number}`)),
    ({ repoId }) => repoId,
  );
  const mine = Map.groupBy(closed, ({ repoId }) => repoId);
  return new Map(
    repositories.map((repository) => {
      const { repoId, state, exposure, criticality, scoredAt } = repository;
      // As it was when the score was made: what grew older since is in neither.
      const weighed = (action: CapHolder) => weigh(action, criticality, scoredAt);
      const remaining = (left.get(repoId) ?? []).map(weighed);
      const after = scoreIf(state, exposure, {
        closed: (mine.get(repoId) ?? []).map((action) => ({
          category: action.category,
          severities: weighed(action).counted,
        })),
        measured: measured.get(repoId) ?? [],
        caps: {
          liveSecret: state.caps.liveSecret && remaining.some((one) => one.liveSecret),
          overdueKevPublic: state.caps.overdueKevPublic && remaining.some((one) => one.kevOverdue),
        },
      });
      return [repoId, after];
    }),
  );
}

async function changesOf(
  ctx: Context,
  repositories: readonly ScoredRepository[],
  after: ReadonlyMap<number, number>,
): Promise<Pick<WhatIfView, 'organization' | 'repositories' | 'repositories_total'>> {
  const members = await findPortfolioScores(ctx.readSql, ctx.readScope);
  const before = portfolio(members);
  const then = portfolio(members.map((one) => ({ ...one, score: after.get(one.repoId) ?? one.score })));
  const changes = repositories
    .map(({ repoId, fullName, score }) => ({ repo: fullName, from: score, to: after.get(repoId) ?? score }))
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  return {
    organization: before === null || then === null ? null : { before: shownScore(before), after: shownScore(then) },
    repositories: changes
      .slice(0, SHOWN)
      .map(({ repo, from, to }) => ({ repo, before: shownScore(from), after: shownScore(to) })),
    repositories_total: changes.length,
  };
}
