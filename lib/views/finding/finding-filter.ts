import { findDecisionPolicy, findSlaPlaces } from '#db/queries/decision-policies.ts';
import type { CountFilter } from '#db/queries/facets.ts';
import type { FindingFilter } from '#db/queries/findings-filter.ts';
import { findUploadRow } from '#db/queries/ingest-read.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { findRepositoryIds, findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { FindingListParams } from '#lib/contracts/finding.ts';
import { asksForPlaces, type SlaFilter, type SlaWindow, slaWindows } from '#lib/domain/action/sla-windows.ts';
import { UPLOAD_CHANGES } from '#lib/domain/finding/event.ts';
import { EXPLOITS } from '#lib/domain/finding/exploit.ts';
import { FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { packageSearchKeys } from '#lib/domain/finding/package-search.ts';
import { rankRanges } from '#lib/domain/finding/rank.ts';
import { severityNumber } from '#lib/domain/finding/severity-number.ts';
import { tagOf } from '#lib/domain/finding/tag.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId } from '#lib/ids.ts';
import { spanOf } from '#lib/views/calendar/span-of.ts';
import { holdingPath } from './like.ts';
import { advisoryMatchOf, textMatchOf } from './text-match.ts';

/** Which findings, without order and paging. */
type FilterParams = Omit<FindingListParams, 'sort' | 'cursor' | 'limit'>;

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

/**
 * Ids of repositories by name. One outside of the chosen scope is none of its list, but no mistake: filters stay when the
 * scope changes. @throws Fault not_found naming the one that does not exist, or not for this caller
 */
export async function repositoryIdsOf(ctx: Context, names: readonly string[]): Promise<number[]> {
  const ids = await findRepositoryIds(ctx.readSql, ctx.chosen?.sight ?? ctx.readScope, names);
  return names.map((name) => {
    const id = ids.get(name.toLowerCase());
    if (id === undefined) throw new Fault('not_found', `There is no repository ${name}.`);
    return id;
  });
}

/** What a repository is called now, in lower case, as systems name it. @throws Fault not_found */
export async function slugOf(ctx: Context, name: string): Promise<string> {
  const [repoId = 0] = await repositoryIdsOf(ctx, [name]);
  const repository = await findRepository(ctx.readSql, { orgId: ctx.orgId, repoId });
  return (repository?.fullName ?? name).toLowerCase();
}

function actionOf(id: string | null): FindingFilter['action'] {
  if (id === null) return null;
  const action = decodeId('action', id);
  if (!action) throw new Fault('not_found', 'There is no such action.');
  return action;
}

/** What an upload changed. @throws Fault not_found, invalid_input for a change of no upload */
async function uploadOf(ctx: Context, { upload, change }: FilterParams): Promise<FindingFilter['upload']> {
  const id = word(upload);
  if (id === null) {
    if (change === undefined) return null;
    const message = 'Say which upload: upload=…';
    throw new Fault('invalid_input', 'change needs the id of an upload.', { fields: [{ path: 'change', message }] });
  }
  const key = decodeId('upload', id);
  const row = key && (await findUploadRow(ctx.readSql, ctx.chosen?.sight ?? ctx.readScope, key));
  if (!row) throw new Fault('not_found', 'There is no such upload.');
  const { repoId, number, processedAt } = row;
  return processedAt === null ? 'none' : { repoId, number, processedAt, kinds: some(change) ?? [...UPLOAD_CHANGES] };
}

/** When what is at risk or late was opened, as the organization's due dates are now. */
export async function dueWindows(ctx: Context): Promise<(which: SlaFilter) => SlaWindow[]> {
  const { sla } = await findDecisionPolicy(ctx.readSql, ctx);
  const places = asksForPlaces(sla) ? await findSlaPlaces(ctx.readSql, ctx.readScope) : [];
  return (which) => slaWindows(which, sla, places, ctx.now());
}

function statementOf({ statement, document }: FilterParams): FindingFilter['statement'] {
  const statuses = some(statement);
  return statuses === null && document === undefined
    ? null
    : { statuses, document: document === undefined ? null : Number(document) };
}

/** What is asked of the feeds; null: nothing. */
export function feedOf({ kev, epss_min: epssMin }: Pick<FilterParams, 'kev' | 'epss_min'>): FindingFilter['feed'] {
  if (kev === undefined && epssMin === undefined) return null;
  return { kev: kev === undefined ? null : kev === 'true', epssMin: epssMin ?? null };
}

/** @throws Fault invalid_input for a token, which watches nothing */
export function watcherOf({ userId }: Context, watched: FilterParams['watched']): number | null {
  if (watched === undefined || userId !== null) return watched === undefined ? null : userId;
  const message = 'is for people: a token watches nothing';
  throw new Fault('invalid_input', `watched ${message}.`, { fields: [{ path: 'watched', message }] });
}

const isUsual = (states: readonly string[]): boolean => states.join() === 'open';

/** Names, ids and text of the parameters, looked up. @throws Fault not_found for a repository, action or upload that is not there */
export async function resolveFilter(ctx: Context, params: FilterParams): Promise<ResolvedFilter> {
  const q = word(params.q);
  const path = word(params.path);
  const cve = word(params.cve);
  const named = word(params.package);
  const names = some(params.repo);
  const action = actionOf(word(params.action));
  const severities = some(params.severity)?.map(severityNumber) ?? null;
  const asked: string[] = params.state.length > 0 ? [...new Set(params.state)] : ['open'];
  const upload = await uploadOf(ctx, params);
  const [repoIds, uncounted, text, advisory, opened, fixed] = await Promise.all([
    names ? repositoryIdsOf(ctx, names) : null,
    names || action || upload ? null : findUncountedIds(ctx.readSql, ctx.readScope),
    q === null ? null : textMatchOf(ctx, q, names ?? []),
    cve === null ? null : advisoryMatchOf(ctx, cve),
    spanOf(ctx, { since: params.opened_since }),
    spanOf(ctx, { since: params.fixed_since }),
  ]);
  // A reference names one finding, in whatever state it is, unless other states than the usual one are asked for.
  const states = text?.reference && isUsual(asked) ? [...FINDING_STATES] : asked;
  const filter: FindingFilter = {
    states,
    repoIds: some(repoIds ?? undefined),
    // A reference names its repository, which may be one that does not count.
    withoutRepoIds: text?.reference ? null : some(uncounted ?? undefined),
    ranks: severities ? rankRanges(severities) : null,
    categories: some(params.category),
    exploits: some(params.exploit)?.map((one) => EXPLOITS.indexOf(one)) ?? null,
    feed: feedOf(params),
    scanners: words(params.scanner),
    rule: word(params.rule),
    advisory,
    package: named === null ? null : { keys: packageSearchKeys(named), name: named },
    statement: statementOf(params),
    path: path === null ? null : holdingPath(path),
    pipeline: word(params.pipeline),
    about: params.about === undefined ? null : await slugOf(ctx, params.about),
    action,
    upload,
    tags: words(params.tag)?.map((text) => tagOf(text) ?? text) ?? null,
    watchedBy: watcherOf(ctx, params.watched),
    openedSince: opened.since ?? null,
    fixedSince: fixed.since ?? null,
    sla: params.sla === undefined ? null : (await dueWindows(ctx))(params.sla),
    text,
  };
  const { categories, scanners, withoutRepoIds } = filter;
  const place = upload === null || upload === 'none' ? null : [upload.repoId];
  const counted = { states, severities, categories, scanners, repoIds: filter.repoIds ?? place, withoutRepoIds };
  return { filter, counted };
}
