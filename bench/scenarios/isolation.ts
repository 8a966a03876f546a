import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ConnectionSettings } from '#db/client.ts';
import type { Context } from '#lib/context.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { uploadParams } from '#lib/contracts/upload.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { permit } from '#lib/permit.ts';
import { acceptUpload } from '#lib/services/upload/accept.ts';
import { processUpload } from '#lib/services/upload/process.ts';
import { inProcessReader } from '#lib/services/upload/read/in-process.ts';
import { type BoundSystem, bindTo, closeSystem, openSystem, type System } from '#lib/system.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getUploadFacets } from '#lib/views/upload/get-upload-facets.ts';
import { authenticate } from '#lib/web/authenticate.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import { type Plumbline, quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';
import { sarif } from './ingest.ts';

const READS = 300;
const IMPORTS = 7;
const RESULTS = 10_000;

const VIEWS: readonly [what: string, read: (ctx: Context) => Promise<unknown>][] = [
  ['findings, open by risk', (ctx) => getFindings(ctx, findingListParams.parse({ limit: 50 }))],
  ['findings, text', (ctx) => getFindings(ctx, findingListParams.parse({ q: 'module-77', limit: 50 }))],
  ['filters of uploads', (ctx) => getUploadFacets(ctx)],
];

/** What row-level security costs: the same work with connections that it binds and with some that see everything, in turn. */
export async function isolation(plumbline: Plumbline, report: Report): Promise<void> {
  const settings = await findEmbedded(plumbline.dataDir);
  if (!settings) throw new Error('the database of the bench does not run');
  await measureIsolation(settings, plumbline.apiToken, report);
}

/** The same on any database that has one organization. @param token an API token of it */
async function measureIsolation(settings: ConnectionSettings, token: string, report: Report): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-isolation-'));
  const system = openSystem({
    env: readEnv({ DATA_DIR: folder, ENCRYPTION_KEY: '5e'.repeat(32) }),
    settings,
    log: createLog('bench', 'silent'),
    name: 'plumbline bench isolation',
    connections: 4,
    readers: inProcessReader,
  });
  try {
    const [organization] = await system.systemSql<{ id: number }[]>`select min(id) as id from organizations`;
    const orgId = organization?.id ?? 0;
    const unbound: BoundSystem = { ...system, sql: system.systemSql, readSql: system.systemReadSql };
    const pair = { bound: contextOf(bindTo(system, orgId), orgId), unbound: contextOf(unbound, orgId) };
    for (const [what, read] of VIEWS) await compareReads(what, read, pair, report);
    await compareImports(pair, report);
    await authorise(system, token, report);
  } finally {
    await closeSystem(system, 5);
    await rm(folder, { recursive: true, force: true });
  }
}

interface Pair {
  bound: Context;
  unbound: Context;
}

function contextOf(system: BoundSystem, orgId: number): Context {
  const { principal } = operatorOf(orgId);
  const credential = { kind: 'api_token', name: 'bench', tokenId: null } as const;
  return { ...system, orgId, principal, readScope: wholeOrganization(orgId), userId: null, source: null, credential };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function compareReads(
  what: string,
  read: (ctx: Context) => Promise<unknown>,
  pair: Pair,
  report: Report,
): Promise<void> {
  const times: Record<keyof Pair, number[]> = { bound: [], unbound: [] };
  for (let turn = 0; turn < READS + 20; turn += 1) {
    for (const how of turn % 2 === 0 ? (['bound', 'unbound'] as const) : (['unbound', 'bound'] as const)) {
      const took = await timed(() => read(pair[how]));
      if (turn >= 20) times[how].push(took);
    }
  }
  const [bound, unbound] = [quantile(times.bound, 0.5), quantile(times.unbound, 0.5)];
  report.add({
    what: `row-level security: read ${what}`,
    measured: `${(bound - unbound).toFixed(2)} ms more (p50 ${unbound.toFixed(2)} → ${bound.toFixed(2)} ms)`,
    target: '≤ 1 ms',
    met: bound - unbound <= 1,
  });
}

let imports = 0;

async function importOne(ctx: Context): Promise<number> {
  imports += 1;
  const data = sarif(RESULTS, 9000 + imports);
  const put = await ctx.blobs.put(Readable.from([data]), [], ctx.now());
  const report = {
    blob: put.name,
    sha256: createHash('sha256').update(data).digest(),
    bytes: data.length,
    storedBytes: put.storedBytes,
    filename: null,
  };
  const params = uploadParams.parse({ repo: `bench/isolation-${imports}` });
  const { upload } = await acceptUpload(ctx, { params, report, idempotencyKey: null });
  // The worker would take it otherwise.
  await ctx.systemSql.begin(
    (tx) => tx`select graphile_worker.remove_job(${`upload:${upload.repoId}:${upload.number}`})`,
  );
  return timed(() => processUpload(ctx, { orgId: ctx.orgId, repoId: upload.repoId }, upload.number));
}

async function compareImports(pair: Pair, report: Report): Promise<void> {
  const ratios: number[] = [];
  for (let turn = 0; turn < IMPORTS + 1; turn += 1) {
    const first = turn % 2 === 0 ? 'bound' : 'unbound';
    const second = turn % 2 === 0 ? 'unbound' : 'bound';
    const times = { [first]: await importOne(pair[first]), [second]: await importOne(pair[second]) };
    if (turn > 0) ratios.push((times.bound ?? Number.NaN) / (times.unbound ?? Number.NaN));
  }
  const ratio = quantile(ratios, 0.5);
  report.add({
    what: `row-level security: import of ${RESULTS.toLocaleString('en')} results (middle of ${IMPORTS} pairs)`,
    measured: `× ${ratio.toFixed(3)}`,
    target: '≤ × 1.03',
    met: ratio <= 1.03,
  });
}

async function authorise(system: System, token: string, report: Report): Promise<void> {
  Object.assign(globalThis, { plumblineSystem: system });
  const times: number[] = [];
  for (let turn = 0; turn < READS + 20; turn += 1) {
    const request = new Request('http://localhost/api/v1/findings', { headers: { authorization: `Bearer ${token}` } });
    const took = await timed(async () => permit(await authenticate(request), 'finding:read', 'repositories'));
    if (turn >= 20) times.push(took);
  }
  const p50 = quantile(times, 0.5);
  report.add({
    what: 'authorisation of a request: whose token it is, what it may read, permit',
    measured: `p50 ${p50.toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms`,
    target: 'p50 ≤ 1 ms',
    met: p50 <= 1,
  });
}
