import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql } from '#db/client.ts';
import { testDatabase } from '#db/testing.ts';
import { inTransaction } from '#db/transaction.ts';
import { encodeId } from '#lib/ids.ts';
import { CUTS, type Cut, type CuttingProxy, MARK, startCuttingProxy } from '../../../../fixtures/cutting-proxy.ts';
import { recount } from '../../recount.ts';
import { changeRepository } from '../../repository/change-repository.ts';
import { rollUp } from '../../rollup/roll-up.ts';
import { type Harness, sarifOf, startHarness, tick } from '../../testing.ts';
import { processUpload } from '../process.ts';
import { inProcessReader } from '../read/in-process.ts';
import { releaseUpload } from '../release.ts';
import { type Line, resultsOf } from './harness.ts';

let proxy: CuttingProxy;
let harness: Harness;
/** A harness whose transactions begin with a marker statement. */
let marked: Harness;
let traffic: { stop(): Promise<number> };

beforeAll(async () => {
  const database = await testDatabase();
  proxy = await startCuttingProxy(database);
  harness = await startHarness({ ...database, ...proxy.settings }, { readers: inProcessReader });
  const sql = marking(harness.sql);
  const boundTo = (orgId: number) => marking(harness.systemSql.boundTo(orgId));
  const systemSql = new Proxy(harness.systemSql, {
    get: (of, name) => (name === 'boundTo' ? boundTo : Reflect.get(of, name)),
  });
  marked = { ...harness, sql, systemSql, ctx: { ...harness.ctx, sql, systemSql } };
  await harness.admin`create table traffic (round int, half int)`;
  traffic = keepBusy(harness.systemSql);
});
afterAll(async () => {
  await harness.close();
  await proxy.close();
});

/** The pool, with a marker at the beginning of every transaction. */
function marking(sql: Sql): Sql {
  const begin: Sql['begin'] = (work, mode) =>
    sql.begin(async (tx) => {
      await tx.unsafe(MARK);
      return work(tx);
    }, mode);
  return new Proxy(sql, { get: (of, name) => (name === 'begin' ? begin : Reflect.get(of, name)) });
}

/** Keeps the same pool busy, so that it opens a new connection as soon as one is lost. */
function keepBusy(sql: Sql): { stop(): Promise<number> } {
  let stopped = false;
  let rounds = 0;
  const lane = async (): Promise<void> => {
    while (!stopped) {
      rounds += 1;
      const round = rounds;
      await inTransaction(sql, async (tx) => {
        await tx`insert into traffic values (${round}, 1)`;
        await tx`select pg_sleep(0.001)`;
        await tx`insert into traffic values (${round}, 2)`;
      });
      await sql`select 1`;
    }
  };
  const lanes = [lane(), lane()];
  return {
    stop: async () => {
      stopped = true;
      await Promise.all(lanes);
      return rounds;
    },
  };
}

/** Retries until it works, as the queue or a person would. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (attempt >= 4) throw error;
    }
  }
}

/** With PLUMBLINE_CUTS=all each statement is cut in each way: part of the fault suite. */
const ALL = process.env.PLUMBLINE_CUTS === 'all';
const PATIENCE = ALL ? 900_000 : 120_000;

/** Cuts each statement in one of the ways, and the last one, which commits, in all. @returns how many there were */
async function cutEverywhere(
  prepare: () => Promise<() => Promise<unknown>>,
  check: (place: string) => Promise<unknown>,
): Promise<number> {
  const cutAt = async (statement: number, cuts: readonly Cut[]): Promise<boolean> => {
    for (const cut of cuts) {
      const work = await prepare();
      proxy.arm({ statement, cut });
      await untilDone(work);
      if (!proxy.fired()) return false;
      await check(`${cut} ${statement}`);
    }
    return true;
  };
  let statement = 0;
  while (await cutAt(statement, ALL ? CUTS : CUTS.slice(statement % 4).slice(0, 1))) statement += 1;
  await cutAt(statement - 1, CUTS);
  return statement;
}

const keys = (letters: string): Line[] => [...letters].map((key) => ({ key }));
let round = 0;

/** Each report introduces, fixes, reopens and moves something; every second one does the reverse. */
function nextReport(): string {
  round += 1;
  const odd = round % 2 === 1;
  const fresh = [`new-${round}`, `newer-${round}`].map((key) => ({ key }));
  const gone = round > 1 ? [`new-${round - 1}`] : [];
  const kept = gone.map((key) => ({ key, suppressed: odd }));
  return sarifOf(
    resultsOf([...keys(odd ? 'abcde' : 'abcfg'), { key: 'm', variant: odd ? 'src' : 'lib' }, ...kept, ...fresh]),
  );
}

async function nextUpload() {
  tick(harness, 1);
  return (await harness.accept({ repo: 'acme/cut', ref: 'main', commit: `aaaa${10_000 + round}` }, nextReport()))
    .upload;
}

describe('a connection that is cut at any statement, while others use the pool', () => {
  it(
    'leaves an import whole, once',
    async () => {
      for (let at = 0; at < 4; at += 1) await harness.process(await nextUpload());
      const expected: number[][] = [];
      for (let control = 0; control < 2; control += 1) {
        const { number, introduced, reopened, fixed, moved } = await harness.process(await nextUpload());
        expected[number % 2] = [introduced, reopened, fixed, moved];
      }
      expect(expected.flat().filter((count) => count > 0)).toHaveLength(8);
      let upload = { repoId: 0, number: 0 };
      const statements = await cutEverywhere(
        async () => {
          upload = await nextUpload();
          const scope = harness.scopeOf(upload);
          return () => processUpload(marked, scope, upload.number);
        },
        async (place) => {
          const [row] = await harness.admin<{ state: string; counts: number[] }[]>`
          select state, array[introduced, reopened, fixed, moved] as counts from uploads
          where repo_id = ${upload.repoId} and number = ${upload.number}`;
          expect({ place, ...row }).toEqual({ place, state: 'processed', counts: expected[upload.number % 2] });
        },
      );
      expect(statements).toBeGreaterThan(25);
    },
    PATIENCE,
  );

  it(
    'leaves a release done or not, and done once it is asked again',
    async () => {
      const many = sarifOf(resultsOf(Array.from({ length: 22 }, (_, index) => ({ key: `r${index}` }))));
      let held = { repoId: 0, number: 0 };
      const statements = await cutEverywhere(
        async () => {
          tick(harness, 1);
          await harness.deliver({ repo: 'acme/held', commit: `bbbb${10_000 + round}` }, many);
          round += 1;
          tick(harness, 1);
          held = await harness.deliver({ repo: 'acme/held', commit: `bbbb${10_000 + round}` }, sarifOf([]));
          round += 1;
          return () => releaseUpload(marked.ctx, encodeId('upload', held));
        },
        async (place) => {
          const jobs = await harness.admin`
          select 1 from graphile_worker._private_jobs where key = ${`upload:${held.repoId}:${held.number}`}`;
          const [row] = await harness.admin`
          select state, released_at is not null as released from uploads where repo_id = ${held.repoId} and number = ${held.number}`;
          expect({ place, jobs: jobs.length, ...row }).toEqual({ place, jobs: 1, state: 'received', released: true });
          await processUpload(harness, harness.scopeOf(held), held.number);
        },
      );
      expect(statements).toBeGreaterThan(4);
    },
    PATIENCE,
  );

  it(
    'leaves a change of settings done or not, and done once it is asked again',
    async () => {
      await harness.deliver({ repo: 'acme/set', ref: 'main', commit: 'cccccc1' }, sarifOf(resultsOf(keys('ab'))));
      await harness.deliver({ repo: 'acme/set', ref: 'next', commit: 'cccccc2' }, sarifOf(resultsOf(keys('bcd'))));
      let tracked = false;
      const open = async (place: string) => {
        const [row] = await harness.admin`
        select s.open_high, s.open_actions from repository_state s
        join repositories r on r.org_id = s.org_id and r.id = s.repo_id where r.slug = 'acme/set'`;
        expect({ place, ...row }).toMatchObject({ place, openHigh: tracked ? 4 : 2 });
      };
      const statements = await cutEverywhere(async () => {
        tick(harness, 1);
        tracked = !tracked;
        const change = { tracked_refs: tracked ? ['next'] : [] };
        return () => changeRepository(marked.ctx, 'acme/set', change);
      }, open);
      expect(statements).toBeGreaterThan(10);
    },
    PATIENCE,
  );

  it(
    'leaves a roll-up whole',
    async () => {
      const statements = await cutEverywhere(
        async () => {
          tick(harness, 24 * 60);
          return () => rollUp(marked);
        },
        async (place) => {
          const day = harness.clock.now.toISOString().slice(0, 10);
          const rows = await harness.admin`select repo_id from repository_days where day = ${day} order by 1`;
          const [organization] = await harness.admin`select repositories from organization_days where day = ${day}`;
          expect({ place, rows: rows.length, ...organization }).toMatchObject({ place, rows: 3, repositories: 3 });
        },
      );
      expect(statements).toBeGreaterThan(4);
    },
    PATIENCE,
  );

  it('disturbs nobody else: every number is right, and nothing was written outside of a transaction', async () => {
    const rounds = await traffic.stop();
    const [row] = await harness.admin`
      select count(*)::int as halves, count(distinct (round, half))::int as different from traffic`;
    expect(row).toEqual({ halves: rounds * 2, different: rounds * 2 });
    expect(await recount(harness.sql)).toEqual({ differences: [] });
    expect(proxy.strays).toEqual([]);
  });
});
