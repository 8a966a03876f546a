import type { Context } from '#lib/context.ts';
import { type ExceptionView, exceptionListParams } from '#lib/contracts/exception-list.ts';
import { type ExemptionView, exemptionListParams, exemptionRequest } from '#lib/contracts/exemption.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { pathChangesParams } from '#lib/contracts/path.ts';
import { pipelineListParams } from '#lib/contracts/pipeline.ts';
import { changeListParams } from '#lib/contracts/privilege.ts';
import type { Digest } from '#lib/domain/digest/digest.ts';
import { CAUSE_WORDS } from '#lib/domain/ledger/cause.ts';
import { driftPath, driftWords } from '#lib/domain/outbox/drift-words.ts';
import { gainedPath } from '#lib/domain/outbox/gained-words.ts';
import { addDays } from '#lib/domain/time.ts';
import { formatCount } from '#lib/format.ts';
import { requestExemptions } from '#lib/services/coverage/request-exemptions.ts';
import { actAs, type Harness } from '#lib/services/testing.ts';
import { getExemptions } from '#lib/views/coverage/get-exemptions.ts';
import { getExceptionSummary } from '#lib/views/exception/get-exception-summary.ts';
import { getExceptions } from '#lib/views/exception/get-exceptions.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getPathChanges } from '#lib/views/path/get-path-changes.ts';
import { getPipelineFile } from '#lib/views/pipeline/get-pipeline-file.ts';
import { getPipelines } from '#lib/views/pipeline/get-pipelines.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';

const SHOWN = 5;

type OfPrivileges = Pick<Digest, 'privileges' | 'ways' | 'weaknesses'>;

/** What a digest says of privileges since then, by the answers of the API. For tests. */
export async function privilegesByApi(ctx: Context, since: string): Promise<OfPrivileges> {
  return {
    privileges: await gainedByApi(ctx, since),
    ways: await waysByApi(ctx, since),
    weaknesses: await weaknessesByApi(ctx, since),
  };
}

async function gainedByApi(ctx: Context, since: string): Promise<Digest['privileges']> {
  const asked = { admin: 'true', since: `${since}T00:00:00Z`, limit: '200' };
  const { items } = await getChanges(ctx, changeListParams.parse(asked));
  const notes = items.slice(0, SHOWN).map(({ system: repository, admins, admin_names: all, resource, group }) => {
    const names = all.slice(0, SHOWN).map(({ name }) => name);
    const more = admins - names.length;
    const who = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const of = resource === null ? '' : ` of ${resource.name}`;
    const by = group === null ? '' : ` by joining ${group.name}`;
    return { text: `${who} became admin${of}${by}`, repository, path: gainedPath(repository) };
  });
  return { items: notes, total: items.length };
}

const WORST = ['critical', 'high', 'medium'];

async function waysByApi(ctx: Context, since: string): Promise<Digest['ways']> {
  const asked = { kind: 'gained', since: `${since}T00:00:00Z`, limit: '200' };
  const { items } = await getPathChanges(ctx, pathChangesParams.parse(asked));
  const standing = items.filter(({ path }) => path.until === null);
  const rank = ({ path: { owners_only, certainty, severity } }: (typeof items)[number]): number =>
    (owners_only ? 100 : 0) + (certainty === 'proven' ? 0 : 10) + WORST.indexOf(severity);
  const sorted = standing.sort((a, b) => rank(a) - rank(b));
  const targets = [...Map.groupBy(sorted, ({ path }) => `${path.system} ${path.target.id}`).values()];
  const notes = targets.slice(0, SHOWN).map((of) => {
    const [first] = of;
    const keys = new Map(of.flatMap(({ people }) => people.first.map(({ key, name }) => [key, name])));
    const count = Math.max(keys.size, ...of.map(({ people }) => people.count));
    const names = [...keys.values()].slice(0, 3);
    const who = `${names.join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}`;
    const { name, repository } = first?.path.target ?? { name: '', repository: null };
    return {
      text: `${who} can reach ${name}${repository === null ? '' : ` of ${repository}`} alone`,
      ...{ repository: first?.path.system ?? '', path: `/privileges/paths/${first?.path.id}` },
    };
  });
  return { items: notes, total: targets.length };
}

async function weaknessesByApi(ctx: Context, since: string): Promise<Digest['weaknesses']> {
  const asked = {
    category: 'privilege',
    severity: 'critical,high',
    opened_since: since,
    sort: '-opened',
    limit: '200',
  };
  const { items } = await getFindings(ctx, findingListParams.parse(asked));
  const own = items.filter(({ scanner }) => /^plumbline-(?!paths|drift)/.test(scanner));
  const sorted = own.sort((a, b) => WORST.indexOf(a.severity) - WORST.indexOf(b.severity));
  const notes = sorted
    .slice(0, SHOWN)
    .map(({ title, repo: repository, url: path }) => ({ text: title, repository, path }));
  return { items: notes, total: own.length };
}

/** The score of then and now, the three causes that moved it most, as the ledger tells them, and what is left of its change. */
export async function scoreByApi(ctx: Context, from: string): Promise<Digest['score']> {
  const to = ctx.now().toISOString().slice(0, 10);
  const { change, parts, ...ends } = await getLedger(ctx, ledgerParams.parse({ from, to }));
  const score = { now: ends.to.score, before: ends.from.score, change };
  const end = ctx.chosen === undefined ? '' : `&scope=${ctx.chosen.text}`;
  const path = `/trends/ledger?from=${from}&to=${to}`;
  const named = parts
    .filter(({ shown }) => shown !== 0)
    .sort((a, b) => Math.abs(b.shown) - Math.abs(a.shown))
    .slice(0, 3)
    .map(({ cause, shown: points, entries, findings }) => ({
      points,
      text: `${CAUSE_WORDS[cause]}: ${findings > 0 ? formatCount(findings, 'finding') : formatCount(entries, 'entry', 'entries')}`,
      path: `${path}&cause=${cause}${end}#entries`,
    }));
  const rest = Math.round(((change ?? 0) - named.reduce((sum, { points }) => sum + points, 0)) * 10) / 10;
  if (change === null || rest === 0) return { ...score, reasons: named };
  return { ...score, reasons: [...named, { points: rest, text: 'everything else', path: `${path}${end}` }] };
}

/** Of what no report speaks of, everywhere: some end soon, some later, some wait. */
export async function askForExemptions(harness: Harness): Promise<void> {
  const developer = await actAs(harness, { kind: 'user', orgId: harness.ctx.orgId, role: 'developer', teamsOf: null });
  const all = await harness.admin<{ fullName: string }[]>`
    select full_name from repositories r
    where not exists (select 1 from streams s where s.org_id = r.org_id and s.repo_id = r.id and s.scanner = 'zap')
    order by r.org_id, r.id`;
  for (const [index, { fullName: repo }] of all.entries()) {
    const expires_at = addDays(harness.clock.now, [5, 13, 20][index % 3] ?? 0).toISOString();
    const request = exemptionRequest.parse({ repo, category: 'dast', reason: 'Nothing of it runs.', expires_at });
    await requestExemptions(index % 4 === 0 ? developer : harness.ctx, request);
  }
}

/** Decisions by repository, the one first of which one is next. */
function byRepository<T>(
  items: readonly T[],
  repoOf: (one: T) => string,
  dayOf: (one: T) => string,
  pathOf: (repo: string) => string,
) {
  const groups = [...Map.groupBy(items, repoOf)].map(([repository, of]) => {
    const at = of.map(dayOf).sort()[0] ?? '';
    return { repository, count: of.length, at, path: pathOf(repository) };
  });
  groups.sort((a, b) => a.at.localeCompare(b.at) || a.repository.localeCompare(b.repository));
  const five = groups.slice(0, 5).map(({ at, ...one }) => ({ ...one, day: at.slice(0, 10) }));
  return { list: { items: five, total: groups.length }, count: items.length };
}

/** Of the lists of the API, by repository; the sums are those of the summary. */
export async function exceptionsByApi(ctx: Context): Promise<Digest['exceptions']> {
  const soon = addDays(ctx.now(), 14).toISOString();
  const { waiting, expiring } = await getExceptionSummary(ctx);
  const listOf = async (params: object, dayOf: (one: ExceptionView) => string, show: string) => {
    const { items } = await getExceptions(ctx, exceptionListParams.parse({ ...params, limit: 200 }));
    const pathOf = (repo: string) => `/exceptions?repo=${repo}${show}`;
    return byRepository(items, ({ finding }) => finding.repo, dayOf, pathOf).list;
  };
  const ending = { state: 'in_force', expiring_before: soon };
  return {
    ending: await listOf(ending, (one) => one.expires_at ?? '', '&show=ending'),
    endingCount: expiring.value,
    waiting: await listOf({ state: 'requested' }, (one) => one.requested_at, '&show=requested'),
    waitingCount: waiting.value,
  };
}

/** Of the lists that the links lead to. */
export async function exemptionsByApi(ctx: Context): Promise<Digest['exemptions']> {
  const listOf = async (params: object, dayOf: (one: ExemptionView) => string, show: string) => {
    const { items, next_cursor } = await getExemptions(ctx, exemptionListParams.parse({ ...params, limit: 200 }));
    if (next_cursor !== null) throw new Error('there are more than one page has');
    return byRepository(
      items,
      ({ repo }) => repo,
      dayOf,
      (repo) => `/repositories/${repo}/coverage?exempt=${show}`,
    );
  };
  const soon = addDays(ctx.now(), 14).toISOString();
  const ending = await listOf({ state: 'in_force', expiring_before: soon }, (one) => one.expires_at, 'ending');
  const waiting = await listOf({ state: 'requested' }, (one) => one.requested_at, 'requested');
  return {
    ...{ ending: ending.list, endingCount: ending.count },
    ...{ waiting: waiting.list, waitingCount: waiting.count },
  };
}

/** Repositories with pipelines that gave more to somebody since then, as their pages say. */
export async function pipelinesByApi(ctx: Context, since: string): Promise<Digest['pipelines']> {
  const { items: files } = await getPipelines(ctx, pipelineListParams.parse({ limit: 200 }));
  const changes = await Promise.all(
    files.map(async ({ repo, path }) => {
      const { drift } = await getPipelineFile(ctx, { repo, path, section: 'stages' });
      return { repo, kinds: drift?.filter(({ at }) => at >= since).map(({ kind }) => kind) ?? [] };
    }),
  );
  const items = [...Map.groupBy(changes, ({ repo }) => repo)].flatMap(([repository, own]) => {
    const count = (kind: string) => own.flatMap(({ kinds }) => kinds).filter((one) => one === kind).length;
    const [newActions, widerPermissions, unreviewed] = [
      count('new_action'),
      count('wider_permissions'),
      count('edited'),
    ];
    if (newActions + widerPermissions + unreviewed === 0) return [];
    return [
      { text: driftWords({ newActions, widerPermissions, unreviewed }), repository, path: driftPath(repository) },
    ];
  });
  return { items: items.slice(0, SHOWN), total: items.length };
}
