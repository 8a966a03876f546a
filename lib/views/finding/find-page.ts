import { countFindings } from '#db/queries/facets.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import { countMatching, MATCH_LIMIT } from '#db/queries/findings-matches.ts';
import {
  countWalking,
  type FindingListRow,
  type FindingPage,
  gatherFindings,
  SAMPLE,
  sampleFindings,
  walkFindings,
} from '#db/queries/findings-read.ts';
import { FEW_REPOSITORIES } from '#db/queries/scope.ts';
import type { Context } from '#lib/context.ts';
import type { Total } from '#lib/contracts/common.ts';
import { visibleIds } from '#lib/domain/access/read-scope.ts';
import { COUNT_LIMIT, counterTotal, totalOf } from '#lib/views/total.ts';
import type { ResolvedFilter } from './finding-filter.ts';

interface FoundPage {
  rows: FindingListRow[];
  total: Total;
}

/** Up to so many findings are few enough to compare each with the text. */
export const FEW_FINDINGS = 30_000;

/**
 * A page of any filter. Frequent matches are found quickly by walking an index in the list's order; rare ones are
 * gathered and sorted. The counters tell which case it is; for words that they do not know, a sample does.
 */
export async function findPage(ctx: Context, resolved: ResolvedFilter, page: FindingPage): Promise<FoundPage> {
  const { filter, counted } = resolved;
  if (isCountable(filter)) return countedPage(ctx, resolved, page);
  // The counters give an upper bound for the matches of the whole filter.
  const among = await countFindings(ctx.readSql, ctx.readScope, counted);
  if (among === 0) return { rows: [], total: totalOf(0) };
  const isSearch = filter.path !== null || (filter.text !== null && filter.text.reference === null);
  return isSearch && among > FEW_FINDINGS
    ? searchedPage(ctx, resolved, page, among)
    : gatheredPage(ctx, resolved, page, { narrow: among <= FEW_FINDINGS });
}

async function countedPage(ctx: Context, { filter, counted }: ResolvedFilter, page: FindingPage): Promise<FoundPage> {
  const scope = ctx.readScope;
  const { categories, scanners, ranks } = filter;
  const repoIds = visibleIds(scope, filter.repoIds);
  const walk = () => walkFindings(ctx.readSql, scope, filter, page);
  const filtered = [categories, scanners, ranks, repoIds].some((part) => part !== null);
  const served = page.sort === '-risk' ? (repoIds?.length ?? 0) <= FEW_REPOSITORIES : !filtered;
  if (served) {
    const [rows, count] = await Promise.all([walk(), countFindings(ctx.readSql, scope, counted)]);
    return { rows, total: counterTotal(count) };
  }
  const count = await countFindings(ctx.readSql, scope, counted);
  if (count > COUNT_LIMIT) return { rows: await walk(), total: counterTotal(count) };
  const { rows } = await gatherFindings(ctx.readSql, scope, filter, { ...page, narrow: true });
  return { rows, total: counterTotal(count) };
}

/** Gathering stops when there are `most` matches: then the list is walked. */
async function gatheredPage(
  ctx: Context,
  { filter }: ResolvedFilter,
  page: FindingPage,
  { narrow, most = MATCH_LIMIT }: { narrow: boolean; most?: number },
): Promise<FoundPage> {
  const gathered = await gatherFindings(ctx.readSql, ctx.readScope, filter, { ...page, narrow, most });
  const total = totalOf(gathered.matches);
  if (gathered.matches < most) return { rows: gathered.rows, total };
  return { rows: await walkFindings(ctx.readSql, ctx.readScope, filter, page), total };
}

/** Where a word stands only at the far end of the order, more are gathered: a walk would pass nearly everything. */
const FAR_LIMIT = 100_001;

/** Matches in the sample from which on walking counts them sooner than looking them up: one in ten. */
const EVERYWHERE = SAMPLE / 10;
/** A common word is counted up to here: to look up more of its matches takes longer than a person waits for a page. */
const COMMON_LIMIT = 1000;

/** A page of a text among many findings: what a list costs must not depend on how many there are. */
async function searchedPage(
  ctx: Context,
  resolved: ResolvedFilter,
  page: FindingPage,
  among: number,
): Promise<FoundPage> {
  const { readSql: sql, readScope: scope } = ctx;
  const { filter } = resolved;
  const hits = await sampleFindings(sql, scope, filter, page.sort);
  if (hits < walkedFrom(page.limit, among)) {
    const isFar = hits * FEW_FINDINGS < page.limit * SAMPLE;
    return gatheredPage(ctx, resolved, page, { narrow: false, most: isFar ? FAR_LIMIT : MATCH_LIMIT });
  }
  const limit = COMMON_LIMIT + 1;
  const [rows, count] = await Promise.all([
    walkFindings(sql, scope, filter, page),
    hits < EVERYWHERE
      ? countMatching(sql, scope, filter, { narrow: false, limit })
      : countWalking(sql, scope, filter, { sort: page.sort, limit }),
  ]);
  return { rows, total: totalOf(count, COMMON_LIMIT) };
}

/**
 * Matches in the sample from which on a walk finds a page sooner than gathering would. Where a share s matches, a walk
 * passes limit / s findings and gathering looks up s × among, at about the same cost each: equal at s = √(limit / among).
 */
function walkedFrom(limit: number, among: number): number {
  return (SAMPLE * Math.min(Math.sqrt(limit * among), MATCH_LIMIT / 2)) / among;
}
