import type { CountFilter } from '#db/queries/facets.ts';
import type { FindingFilter, TextMatch } from '#db/queries/findings-filter.ts';
import { findRepositoryIds, findRuleIds, findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams } from '#lib/contracts/finding.ts';
import { normaliseAdvisory } from '#lib/domain/advisory/advisory.ts';
import { rankRanges, severityNumber } from '#lib/domain/finding/severity-number.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';

export interface ResolvedFilter {
  filter: FindingFilter;
  /** The part of the filter that the counters can answer. */
  counted: CountFilter;
}

/** Text without NUL and lone surrogates, which Postgres refuses; null when nothing is left. */
export function word(text: string | undefined): string | null {
  const clean = text?.replaceAll('\0', '').toWellFormed().trim() ?? '';
  return clean === '' ? null : clean;
}

function some<T>(list: readonly T[] | undefined): T[] | null {
  return list && list.length > 0 ? [...new Set(list)] : null;
}

function words(list: readonly string[] | undefined): string[] | null {
  return some(list?.flatMap((text) => word(text) ?? []));
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** A LIKE pattern for the words in their order, with anything between them. */
function holding(text: string): string {
  return `%${text.split(/\s+/).map(escapeLike).join('%')}%`;
}

/** Ids of repositories by name. @throws Fault not_found naming the one that does not exist, or not for this caller */
export async function repositoryIdsOf(ctx: Context, names: readonly string[]): Promise<number[]> {
  const ids = await findRepositoryIds(ctx.readSql, ctx.readScope, names);
  return names.map((name) => {
    const id = ids.get(name.toLowerCase());
    if (id === undefined) throw new Fault('not_found', `There is no repository ${name}.`);
    return id;
  });
}

function actionOf(id: string | null): FindingFilter['action'] {
  if (id === null) return null;
  const action = decodeId('action', id);
  if (!action) throw new Fault('not_found', 'There is no such action.');
  return action;
}

async function referenceOf(ctx: Context, text: string): Promise<TextMatch['reference']> {
  const match = /^([^\s#]+\/[^\s#]+)#(\d{1,9})$/.exec(text);
  if (!match?.[1]) return null;
  const ids = await findRepositoryIds(ctx.readSql, ctx.readScope, [match[1]]);
  const repoId = ids.get(match[1].toLowerCase());
  return repoId === undefined ? null : { repoId, number: Number(match[2]) };
}

async function textOf(ctx: Context, text: string): Promise<TextMatch> {
  const rulePattern = holding(text);
  const reference = await referenceOf(ctx, text);
  const rules = reference ? [] : await findRuleIds(ctx.readSql, ctx.readScope, rulePattern);
  // A trigram index needs three characters: shorter text must equal the whole path or package.
  const pattern = /[\p{L}\p{N}]{3}/u.test(text) ? rulePattern : escapeLike(text);
  return { pattern, rules, rulePattern, advisory: normaliseAdvisory(text), reference };
}

function instantOf(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(text);
}

/** Names, ids and text of the parameters, looked up. @throws Fault not_found for a repository or action that is not there */
export async function resolveFilter(ctx: Context, params: FindingListParams): Promise<ResolvedFilter> {
  const q = word(params.q);
  const path = word(params.path);
  const advisory = word(params.cve);
  const names = some(params.repo);
  const action = actionOf(word(params.action));
  const severities = some(params.severity)?.map(severityNumber) ?? null;
  const states = params.state.length > 0 ? [...new Set(params.state)] : ['open'];
  const [repoIds, uncounted, text] = await Promise.all([
    names ? repositoryIdsOf(ctx, names) : null,
    names || action ? null : findUncountedIds(ctx.readSql, ctx.readScope),
    q === null ? null : textOf(ctx, q),
  ]);
  const filter: FindingFilter = {
    states,
    repoIds: some(repoIds ?? undefined),
    // A reference names its repository, which may be one that does not count.
    withoutRepoIds: text?.reference ? null : some(uncounted ?? undefined),
    ranks: severities ? rankRanges(severities) : null,
    categories: some(params.category),
    scanners: words(params.scanner),
    rule: word(params.rule),
    advisory: advisory === null ? null : normaliseAdvisory(advisory),
    packageName: word(params.package),
    path: path === null ? null : holding(path),
    pipeline: word(params.pipeline),
    action,
    openedSince: instantOf(params.opened_since),
    fixedSince: instantOf(params.fixed_since),
    text,
  };
  const { categories, scanners, withoutRepoIds } = filter;
  const counted = { states, severities, categories, scanners, repoIds: filter.repoIds, withoutRepoIds };
  return { filter, counted };
}
