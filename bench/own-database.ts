import { readFileSync } from 'node:fs';
import { connect, type Sql } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import type { Context } from '#lib/context.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { readEnv } from '#lib/env.ts';
import { createLog } from '#lib/log.ts';
import { bindTo, closeSystem, noReader, openSystem, type System } from '#lib/system.ts';
import { findEmbedded } from '#scripts/machine/embedded.ts';
import { type Plumbline, quantile } from './plumbline.ts';
import type { Report } from './report.ts';

const TIMES = 100;
const WARM = 5;

interface OwnDatabase {
  name: string;
  now: Date;
  /** Fills it; organization 1 is the one that is measured. */
  seed: (sql: Sql) => Promise<void>;
  measure: (ctx: Context, system: System) => Promise<void>;
}

/** Measures views on seeded rows in a database of its own beside that of the bench, which goes afterwards. */
export async function inOwnDatabase(plumbline: Plumbline, { name, now, seed, measure }: OwnDatabase): Promise<void> {
  const embedded = await findEmbedded(plumbline.dataDir);
  if (!embedded) throw new Error('the database of the bench does not run');
  const url = new URL(embedded.url);
  url.pathname = `/${name}`;
  const settings = { url: url.toString(), socketDir: embedded.socketDir };
  await plumbline.sql.unsafe(`drop database if exists ${name}`);
  await plumbline.sql.unsafe(`create database ${name}`);
  try {
    await migrate(settings);
    const sql = connect(settings, { max: 1, writable: true });
    await seed(sql);
    await sql.end();
    const log = createLog('bench', 'silent');
    const opened = openSystem({ env: readEnv({}), settings, log, name, connections: 10, readers: noReader });
    const system = { ...opened, now: () => now };
    const orgId = 1;
    const credential = { kind: 'api_token', name: 'bench', tokenId: null } as const;
    const { principal } = operatorOf(orgId);
    const readScope = wholeOrganization(orgId);
    const ctx: Context = {
      ...bindTo(system, orgId),
      ...{ orgId, principal, readScope, userId: null, source: null, credential, now: () => now },
    };
    try {
      await measure(ctx, system);
    } finally {
      await closeSystem(opened, 5);
    }
  } finally {
    await plumbline.sql.unsafe(`drop database ${name} with (force)`);
  }
}

/** A read, as often as it takes to tell the slow ones; beside the time, how long processors worked on it. */
export async function timeView(
  what: string,
  { ctx, report, name }: { ctx: Context; report: Report; name: string },
  read: () => Promise<unknown>,
): Promise<void> {
  for (let index = 0; index < WARM; index += 1) await read();
  const times: number[] = [];
  const before = await processorTime(ctx.systemSql, name);
  for (let index = 0; index < TIMES; index += 1) {
    const started = performance.now();
    await read();
    times.push(performance.now() - started);
  }
  const worked = ((await processorTime(ctx.systemSql, name)) - before) / TIMES;
  const p95 = quantile(times, 0.95);
  report.add({
    what,
    measured: `p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, processors ${worked.toFixed(0)} ms`,
    target: 'p95 ≤ 50 ms',
    met: p95 <= 50,
  });
}

/** Milliseconds that this process and its connections have worked. */
async function processorTime(sql: Sql, name: string): Promise<number> {
  const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity where application_name like ${`${name}%`}`;
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
