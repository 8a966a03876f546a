import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sql, Transaction } from '#db/client.ts';
import { recount } from '../../recount.ts';
import { type Harness, sarifOf, tick } from '../../testing.ts';
import { processUpload } from '../process.ts';
import { type Line, resultsOf, startFastHarness } from './harness.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startFastHarness();
});
afterAll(() => harness.close());

type Hook = (statement: number) => void;

/** A transaction that calls `tell` before each statement that is sent; helpers and fragments are not sent. */
function watched(tx: Transaction, tell: () => void): Transaction {
  return new Proxy(tx, {
    apply: (target, self, args: unknown[]) => {
      const [first] = args;
      if (Array.isArray(first) && 'raw' in first && !/^do (update|nothing)/.test(String(first[0]))) tell();
      return Reflect.apply(target as never, self, args) as unknown;
    },
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'unsafe' || typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        tell();
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

function watchedPool(sql: Sql, hook: Hook): Sql {
  const begin = (work: (tx: Transaction) => Promise<unknown>) =>
    sql.begin((tx) => {
      let statement = 0;
      return work(
        watched(tx as Transaction, () => {
          statement += 1;
          hook(statement);
        }),
      );
    });
  return new Proxy(sql, { get: (target, name) => (name === 'begin' ? begin : Reflect.get(target, name)) });
}

/** Hashes every row of every table; for uploads without the columns that processing itself changes. */
async function everything(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace order by 1`;
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select md5(string_agg((to_jsonb(t) - '{state,processing_at,attempts}'::text[])::text, '|' order by to_jsonb(t)::text)) as hash from "${name}" t`,
    );
    hashes[name] = String(row?.hash);
  }
  return hashes;
}

/** The rows that an import leaves, without the repository's id, for comparing two repositories. */
async function effectOf(repoId: number): Promise<unknown> {
  return harness.sql`
    select f.number, f.state, f.path, f.reopened, f.rank, s.since_upload, s.until_upload, encode(s.content, 'hex') as content,
      (select string_agg(e.kind, ',' order by e.at, e.kind) from finding_events e
        where e.repo_id = f.repo_id and e.finding_number = f.number) as events,
      a.key, a.open
    from findings f left join sightings s on s.repo_id = f.repo_id and s.finding_number = f.number
    join actions a on a.repo_id = f.repo_id and a.number = f.action_number
    where f.repo_id = ${repoId} order by f.number, s.stream_id`;
}

const few = (letters: string): Line[] => [...letters].map((key) => ({ key }));
/** Something of everything that an import writes. */
const MANY = Array.from({ length: 12 }, (_, index) => ({ key: `new-${index}` }));
const LAST: Line[] = [...few('az'), { key: 'b', suppressed: true }, { key: 'c', variant: 'lib' }, ...MANY];

async function prepare(repo: string) {
  await harness.deliver({ repo, ref: 'main', commit: 'aaaaaa1' }, sarifOf(resultsOf(few('abcdefz'))));
  tick(harness, 1);
  await harness.deliver({ repo, ref: 'main', commit: 'aaaaaa2' }, sarifOf(resultsOf(few('abcdef'))));
  tick(harness, 1);
  return (await harness.accept({ repo, ref: 'main', commit: 'aaaaaa3' }, sarifOf(resultsOf(LAST)))).upload;
}

async function failsLeavingNothing(repo: string, hookAt: (at: number) => Hook): Promise<number> {
  const upload = await prepare(repo);
  const scope = { orgId: harness.ctx.orgId, repoId: upload.repoId };
  const before = await everything(harness.systemSql);
  for (let at = 1; ; at += 1) {
    const deps = { ...harness, sql: watchedPool(harness.sql, hookAt(at)) };
    const failed = await processUpload(deps, scope, upload.number).then(
      () => false,
      () => true,
    );
    if (!failed) return at - 1;
    expect(await everything(harness.systemSql)).toEqual(before);
  }
}

describe('an import that fails', () => {
  it('at any of its statements leaves nothing half, and is whole when it is tried again', async () => {
    const control = await prepare('acme/control');
    expect(await harness.process(control)).toMatchObject({ introduced: 12, fixed: 3, moved: 1, reopened: 1 });
    const failures = await failsLeavingNothing('acme/thrown', (at) => (statement) => {
      // The SQLSTATE of a cancelled statement: a transient failure, which is not the report's.
      if (statement === at) throw Object.assign(new Error(`statement ${at} failed`), { code: '57014' });
    });
    expect(failures).toBeGreaterThan(25);
    const [thrown] = await harness.sql<{ id: number }[]>`select id from repositories where slug = 'acme/thrown'`;
    expect(await effectOf(thrown?.id ?? 0)).toEqual(await effectOf(control.repoId));
    expect(await recount(harness.sql)).toEqual({ differences: [] });
  });
});
