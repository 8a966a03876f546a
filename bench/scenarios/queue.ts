import { readFileSync } from 'node:fs';
import { type ConnectionSettings, connect, type Sql } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { seedLarge } from '#db/testing-seed.ts';
import { seedActions } from '#db/testing-seed-actions.ts';
import type { Context } from '#lib/context.ts';
import { actionListParams } from '#lib/contracts/action.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { narrowed, wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { bindTo, closeSystem, noReader, openSystem } from '#lib/system.ts';
import { getActions } from '#lib/views/action/get-actions.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import { type Plumbline, quantile } from '../plumbline.ts';
import type { Report } from '../report.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const REPOSITORIES = 2000;
const PER_REPOSITORY = 100;
const FINDINGS = Number(process.env.BENCH_FINDINGS ?? 1_000_000);
const TIMES = 100;
const WARM = 5;
const NAME = 'plumbline bench queue';
const DATABASE = 'plumbline_bench_queue';
/** A developer's repositories, by the width of what the teams own. */
const WIDTHS = [8, 40, 200];

const QUESTIONS: readonly [what: string, params: Record<string, string>][] = [
  ['all', {}],
  ['one lane', { lane: 'by_value' }],
  ['watched', { lane: 'watch' }],
  ['nobody works on it', { state: 'open' }],
  ['claimed', { state: 'claimed' }],
  ['nobody’s', { assignee: 'nobody' }],
  ['one kind', { kind: 'upgrade' }],
  ['one category', { category: 'iac' }],
  ['one severity', { severity: 'critical' }],
  ['overdue', { due: 'overdue' }],
  ['due within a week, nobody’s', { due: 'week', assignee: 'nobody' }],
  ['overdue by the SLA', { sla: 'overdue' }],
  ['at risk by the SLA', { sla: 'at_risk' }],
  ['one repository', { repo: 'acme/repo-7' }],
];

/** First pages of a queue of 200,000 fixes beside the bench's number of findings, in a database of its own, by its view. */
export async function queue(plumbline: Plumbline, report: Report): Promise<void> {
  const embedded = await findEmbedded(plumbline.dataDir);
  if (!embedded) throw new Error('the database of the bench does not run');
  const url = new URL(embedded.url);
  url.pathname = `/${DATABASE}`;
  const settings = { url: url.toString(), socketDir: embedded.socketDir };
  await plumbline.sql.unsafe(`drop database if exists ${DATABASE}`);
  await plumbline.sql.unsafe(`create database ${DATABASE}`);
  try {
    await fill(settings);
    await measure(settings, report);
  } finally {
    await plumbline.sql.unsafe(`drop database ${DATABASE} with (force)`);
  }
}

async function fill(settings: ConnectionSettings): Promise<void> {
  await migrate(settings);
  const sql = connect(settings, { max: 1, writable: true });
  const findingsPerRepository = Math.ceil(FINDINGS / REPOSITORIES);
  await seedLarge(sql, { repositories: REPOSITORIES, findingsPerRepository }, NOW);
  await seedActions(sql, { repositories: REPOSITORIES, perRepository: PER_REPOSITORY }, NOW);
  await sql.end();
}

async function measure(settings: ConnectionSettings, report: Report): Promise<void> {
  const log = createLog('bench', 'silent');
  const system = openSystem({ env: readEnv({}), settings, log, name: NAME, connections: 10, readers: noReader });
  const orgId = 1;
  const credential = { kind: 'api_token', name: 'bench', tokenId: null } as const;
  const { principal } = operatorOf(orgId);
  const readScope = wholeOrganization(orgId);
  const ctx: Context = {
    ...bindTo(system, orgId),
    ...{ orgId, principal, readScope, userId: null, source: null, credential, now: () => NOW },
  };
  try {
    for (const [what, params] of QUESTIONS) await time(`queue of 200,000, ${what}`, ctx, params, report);
    for (const width of WIDTHS) {
      const ids = Array.from({ length: width }, (_, index) => 1 + index * Math.floor(REPOSITORIES / width));
      const narrow = { ...ctx, readScope: narrowed(readScope, ids) };
      await time(`queue of ${width} of ${REPOSITORIES} repositories`, narrow, {}, report);
      await time(`queue of ${width} of ${REPOSITORIES} repositories, overdue`, narrow, { due: 'overdue' }, report);
    }
  } finally {
    await closeSystem(system, 5);
  }
}

/** The first page, as often as it takes to tell the slow ones; beside the time, how long processors worked on it. */
async function time(what: string, ctx: Context, params: Record<string, string>, report: Report): Promise<void> {
  const asked = actionListParams.parse(params);
  for (let index = 0; index < WARM; index += 1) await getActions(ctx, asked);
  const times: number[] = [];
  const before = await processorTime(ctx.systemSql);
  for (let index = 0; index < TIMES; index += 1) {
    const started = performance.now();
    await getActions(ctx, asked);
    times.push(performance.now() - started);
  }
  const worked = ((await processorTime(ctx.systemSql)) - before) / TIMES;
  const p95 = quantile(times, 0.95);
  report.add({
    what,
    measured: `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, processors ${worked.toFixed(0)} ms`,
    target: 'p95 ≤ 50 ms',
    met: p95 <= 50,
  });
}

/** Milliseconds that this process and its connections have worked. */
async function processorTime(sql: Sql): Promise<number> {
  const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity where application_name like ${`${NAME}%`}`;
  const { user, system } = process.cpuUsage();
  return rows.reduce((sum, { pid }) => sum + workedBy(pid), (user + system) / 1000);
}

/** 0 where the system does not say. */
function workedBy(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}
