import {
  type CountFilter,
  countByRepository,
  countCube,
  countExploits,
  countFindings,
  countMatches,
  countNamed,
  FACET_REPOSITORIES,
  namesOfRepositories,
} from '#db/queries/facets.ts';
import { countTags } from '#db/queries/finding-tags.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import { isAnythingStated } from '#db/queries/statements-read.ts';
import type { Context } from '#lib/context.ts';
import type { Total } from '#lib/contracts/common.ts';
import type { FacetValue, FindingFacetParams, FindingFacetsView } from '#lib/contracts/finding.ts';
import { SLA_FILTERS } from '#lib/domain/action/sla-windows.ts';
import { type Exploit, exploitOf } from '#lib/domain/finding/exploit.ts';
import { FINDING_STATES, SEVERITIES } from '#lib/domain/finding/finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { permit } from '#lib/permit.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';
import { countDue } from './count-due.ts';
import { countFound } from './count-found.ts';
import { FEW_FINDINGS } from './find-page.ts';
import { type Cell, countChosen, facetOf, facetValues, type Selection } from './finding-facets.ts';
import { type ResolvedFilter, resolveFilter, word } from './finding-filter.ts';
import { holding } from './like.ts';

/** What each click on a facet would leave: from the counters, or over at most 10,000 matches of a text filter. */
export async function getFindingFacets(ctx: Context, params: FindingFacetParams): Promise<FindingFacetsView> {
  permit(ctx, 'finding:read', 'repositories');
  const resolved = await resolveFilter(ctx, params);
  const named = word(params.repo_q)?.toLowerCase() ?? null;
  const [counted, tags, due, stated] = await Promise.all([
    (isCountable(resolved.filter) ? fromCounters : fromMatches)(ctx, resolved, named),
    countTags(ctx.readSql, ctx.readScope, resolved.filter, FACET_TAGS),
    countDue(ctx, resolved),
    isAnythingStated(ctx.readSql, ctx),
  ]);
  const { cells, repositories, selection, capped, exploits, total } = counted;
  const plain = { label: (value: string) => value };
  return {
    state: facetValues(facetOf(cells, 'state', selection), selection.state, { order: FINDING_STATES }),
    severity: facetValues(facetOf(cells, 'severity', selection), selection.severity, { order: SEVERITIES }),
    exploit: exploitFacet(exploits, selection.exploit),
    category: facetValues(facetOf(cells, 'category', selection), selection.category),
    scanner: facetValues(facetOf(cells, 'scanner', selection), selection.scanner, plain),
    sla: due && facetValues(due, params.sla === undefined ? null : [params.sla], DUE),
    stated,
    tag: facetValues(tagCounts(tags, resolved.filter.tags), resolved.filter.tags, plain),
    repo: facetValues(repositories, selection.repo, { ...plain, limit: FACET_REPOSITORIES }),
    capped,
    total,
  };
}

const DUE = { order: SLA_FILTERS, label: (value: string): string => value.replace('_', ' ') };

/** Tags that are offered. */
const FACET_TAGS = 30;

/** A chosen tag is listed even with none left. */
function tagCounts(counts: readonly { tag: string; count: number }[], chosen: readonly string[] | null) {
  const none = (chosen ?? []).map((tag) => [tag, 0] as const);
  return new Map([...none, ...counts.map(({ tag, count }) => [tag, count] as const)]);
}

interface Counted {
  /** Counts within the chosen repositories. */
  cells: Cell[];
  repositories: Map<string, number>;
  selection: Selection;
  capped: boolean;
  exploits: ReadonlyMap<string, number>;
  total: Total;
}

/** Only what is worth choosing: most findings are of no advisory that a feed knows. */
function exploitFacet(counts: ReadonlyMap<string, number>, chosen: readonly string[] | null | undefined): FacetValue[] {
  const told = [...counts].filter(([value]) => (TOLD as readonly string[]).includes(value) || chosen?.includes(value));
  return facetValues(new Map(told), chosen, { order: TOLD.toReversed(), label: (value) => value });
}

const TOLD = ['epss1', 'epss10', 'epss50', 'kev', 'malicious'] as const satisfies readonly Exploit[];

async function selectionOf(ctx: Context, { filter, counted }: ResolvedFilter): Promise<Selection> {
  const { repoIds, categories, scanners, states } = filter;
  const names = repoIds ? await namesOfRepositories(ctx.readSql, ctx.readScope, repoIds) : null;
  return {
    state: states,
    category: categories,
    severity: counted.severities?.map(severityOf) ?? null,
    scanner: scanners,
    exploit: filter.exploits?.map(exploitOf) ?? null,
    repo: names ? [...names.values()] : null,
  };
}

/** The repositories that the facet offers: all that count, and the chosen ones. */
async function elsewhere(
  ctx: Context,
  { filter }: ResolvedFilter,
): Promise<Pick<CountFilter, 'repoIds' | 'withoutRepoIds'>> {
  const { repoIds, withoutRepoIds } = filter;
  if (repoIds === null) return { repoIds, withoutRepoIds };
  const hidden = (await findUncountedIds(ctx.readSql, ctx.readScope)).filter((id) => !repoIds.includes(id));
  return { repoIds: null, withoutRepoIds: hidden.length > 0 ? hidden : null };
}

/** `named`: part of the names of the repositories to offer, lower-cased; null offers those with the most. */
async function fromCounters(ctx: Context, resolved: ResolvedFilter, named: string | null): Promise<Counted> {
  const scope = ctx.readScope;
  const { counted } = resolved;
  const chosen = counted.repoIds ?? [];
  const offered = { ...counted, ...(await elsewhere(ctx, resolved)) };
  const [selection, total, cube, exploits, most, ofChosen] = await Promise.all([
    selectionOf(ctx, resolved),
    countFound(ctx, resolved),
    countCube(ctx.readSql, scope, counted),
    countExploits(ctx.readSql, scope, resolved.filter),
    named === null
      ? countByRepository(ctx.readSql, scope, offered)
      : countNamed(ctx.readSql, scope, offered, holding(named)),
    chosen.length === 0 ? [] : countByRepository(ctx.readSql, scope, counted, chosen.length),
  ]);
  const cells = cube.map((row) => ({ ...row, severity: severityOf(row.severity) }));
  const repositories = new Map((selection.repo ?? []).map((name) => [name, 0]));
  for (const { fullName, count } of [...most, ...ofChosen]) repositories.set(fullName, count);
  const byBucket = new Map(exploits.filter(({ count }) => count > 0).map((row) => [exploitOf(row.exploit), row.count]));
  return { cells, repositories, selection, capped: false, exploits: byBucket, total };
}

async function fromMatches(ctx: Context, resolved: ResolvedFilter, named: string | null): Promise<Counted> {
  const scope = ctx.readScope;
  const { filter } = resolved;
  const open = {
    ...filter,
    states: [...FINDING_STATES],
    ranks: null,
    categories: null,
    exploits: null,
    scanners: null,
    ...(await elsewhere(ctx, resolved)),
  };
  // A word that is common elsewhere would be looked up there too, for nothing, by a reader of few repositories.
  const among = await countFindings(ctx.readSql, scope, { ...open, states: null, severities: null });
  const rows = await countMatches(ctx.readSql, scope, open, among <= FEW_FINDINGS);
  const names = await namesOfRepositories(ctx.readSql, scope, [...new Set(rows.map((row) => row.repoId))]);
  const selection = await selectionOf(ctx, resolved);
  const cells = rows.map(({ repoId, severity, exploit, ...row }) => {
    return { ...row, severity: severityOf(severity), exploit: exploitOf(exploit), repo: names.get(repoId) ?? '' };
  });
  const capped = rows.reduce((sum, row) => sum + row.count, 0) > COUNT_LIMIT;
  const all = [...facetOf(cells, 'repo', selection)];
  const has = (name: string) => named === null || name.toLowerCase().includes(named) || selection.repo?.includes(name);
  return {
    cells,
    repositories: new Map(all.filter(([name]) => has(name))),
    selection,
    capped,
    exploits: facetOf(cells, 'exploit', selection),
    // Where all matches are at hand, they need not be looked up again to be counted.
    total: capped ? await countFound(ctx, resolved) : totalOf(countChosen(cells, selection)),
  };
}
