import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { classify } from '../classify-error.ts';
import { type Connection, connect, type Database, type Transaction } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { inSnapshot, inTransaction } from '../transaction.ts';
import { LostConnectionError } from './lost-connection-error.ts';

let database: TestDatabase;
let sql: Database;
let admin: Database;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 2, name: 'tried' });
  admin = connect(database, { max: 1, writable: true });
  await admin`create table things (id int primary key, note text, tags text[], facts jsonb)`;
});
afterAll(async () => {
  await Promise.all([sql.end({ timeout: 1 }), admin.end({ timeout: 1 })]);
  await database.drop();
});

const bothWays = async <T>(ask: (connection: Connection) => Promise<T>): Promise<[read: T, written: T]> => [
  await ask(sql),
  await inTransaction(sql, ask),
];

describe('both drivers', () => {
  it('read every type of our columns alike', async () => {
    const [read, written] = await bothWays(
      (connection) => connection`
        select 7::int2 as small_int, 70000::int4 as int_four, 9007199254740993::int8 as int_eight, 1.5::numeric as numeric_one,
          0.1::real as real_one, 0.1::float8 as float_eight, true as yes, false as no, null::text as nothing, ''::text as empty,
          'naïve ☃ \\ "quoted"' as some_text, 'a'::name as a_name, '2026-03-02'::date as a_date,
          '2026-03-02 09:00:00.123456+02'::timestamptz as an_instant, '2026-03-02 09:00:00'::timestamp as a_local,
          '\\x00ff10'::bytea as some_bytes, '{"a_b": [1, null, {"c_d": "e"}]}'::jsonb as json_b, '[1]'::json as json_a,
          array['a', '', 'b"c\\d', 'NULL']::text[] as texts, array[]::text[] as no_texts, array[1, 2]::int4[] as ints,
          array[3]::int2[] as smalls, array[0.5, -1]::real[] as reals, array[4]::int8[] as bigs, 12::oid as an_oid`,
    );
    expect(written).toEqual(read);
  });

  it('send every kind of value alike', async () => {
    const when = new Date('2026-03-02T09:00:00.123Z');
    const [read, written] = await bothWays(
      (connection) => connection`
        select ${1}::int as one, ${1.5}::real as real_one, ${3e-70}::real as tiny, ${'x'}::text as text, ${null}::text as none,
          ${true} as yes, ${when} as at, ${when}::date as day, ${'2026-03-02'}::date as day_text, ${12345678901n} as big,
          ${Buffer.from('00ff', 'hex')} as bytes, ${new Uint8Array([1, 2])}::bytea as view, ${['a', 'b"\\,']}::text[] as texts,
          ${[1, 2]}::int[] as ints, ${[0.25, 1e-60]}::real[] as reals, ${[]}::text[] as empty, ${connection.json({ a: [1, "'"] })} as json,
          ${'{"b":1}'}::text::jsonb as text_json, ${connection.unsafe("'as it is'")} as raw, pg_typeof(${when})::text as stated`,
    );
    expect(written).toEqual(read);
  });

  it('build nested statements, identifiers and columns alike', async () => {
    const build = async (connection: Connection) => {
      const filter = connection`id = ${1} and note <> ${'y'}`;
      const parts = [connection`and true`, connection`and ${2} > 1`];
      const order = 'id';
      return connection`select id, note from ${connection('things')} where ${filter} ${parts} order by ${connection(order)}`;
    };
    await admin`insert into things values (1, 'x', '{}', '{}')`;
    const [read, written] = await bothWays(build);
    expect(read).toEqual([{ id: 1, note: 'x' }]);
    expect(written).toEqual(read);
  });
});

const kill = async (name = 'tried') => {
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${name}`;
};
const ids = async () =>
  (await admin<{ id: number }[]>`select id from things where id > 9 order by 1`).map((row) => row.id);

describe('a transaction', () => {
  it('is the only place where anything is written', async () => {
    await expect(sql`insert into things values (10)`).rejects.toMatchObject({ code: '25006' });
    await expect(sql`select nextval('organizations_id_seq')`).rejects.toMatchObject({ code: '25006' });
    await expect(inSnapshot(sql, (tx) => tx`insert into things values (10)`)).rejects.toMatchObject({ code: '25006' });
    await inTransaction(sql, (tx) => tx`insert into things values (10)`);
    expect(await ids()).toEqual([10]);
  });

  it('sends nothing over another connection when its own was lost, however the pool is used meanwhile', async () => {
    let late: unknown;
    const torn = inTransaction(sql, async (tx) => {
      await tx`insert into things values (20)`;
      await kill();
      // The pool has live connections again.
      await inTransaction(sql, (other) => other`insert into things values (30)`);
      late = await tx`insert into things values (21)`.catch((error: unknown) => error);
      return 'as if nothing had happened';
    });
    await expect(torn).rejects.toBeInstanceOf(LostConnectionError);
    expect(late).toBeInstanceOf(LostConnectionError);
    expect(classify(late)).toBe('lost_connection');
    expect(await ids()).toEqual([10, 30]);
  });

  it('that was over takes no late statement, and one of several at once fails for itself', async () => {
    let leaked: Transaction | undefined;
    const both = await inTransaction(sql, async (tx) => {
      leaked = tx;
      return Promise.all([tx`select 1 as one`, tx`select ${2}::int as two`, tx`select 3 as three`]);
    });
    expect(both).toEqual([[{ one: 1 }], [{ two: 2 }], [{ three: 3 }]]);
    await expect(leaked?.unsafe('insert into things values (40)')).rejects.toThrow('The transaction is over');
    expect(await ids()).toEqual([10, 30]);
  });

  it('sends what is started together in one packet: what stands behind an error fails with it', async () => {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    const pair = (tx: Transaction, by: number) => [
      tx`insert into things values (${60 + by})`,
      tx`select ${by} / ${by - 1}::int as quotient`,
      tx`select ${by}::int as after`,
    ];
    // Once by one, so that this connection has prepared them.
    await inTransaction(sql, async (tx) => {
      for (const statement of pair(tx, 5)) await statement;
      expect(await Promise.all(pair(tx, 3))).toEqual([[], [{ quotient: 1 }], [{ after: 3 }]]);
      expect(await Promise.all([...pair(tx, 2), tx`select id from things where id > 60 order by id`])).toEqual([
        ...[[], [{ quotient: 2 }], [{ after: 2 }]],
        [{ id: 62 }, { id: 63 }, { id: 65 }],
      ]);
    });
    const failing = inTransaction(sql, async (tx) => {
      outcomes.push(...(await Promise.allSettled(pair(tx, 1))));
    });
    await expect(failing).rejects.toThrow('one of its statements had failed');
    const codes = outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'));
    expect(codes).toEqual(['done', '22012', '22012']);
    await inTransaction(sql, (tx) => tx`delete from things where id > 60`);
  });

  it('sends the others when one of them has a value that no column takes', async () => {
    const ask = (tx: Transaction, at: Date) => [
      tx`select ${1}::int as one`,
      tx`select ${at}::timestamptz as at`,
      tx`select ${3}::int as three`,
    ];
    await inTransaction(sql, async (tx) => {
      for (const statement of ask(tx, new Date(0))) await statement;
      const [one, at, three] = await Promise.allSettled(ask(tx, new Date(Number.NaN)));
      expect(one).toMatchObject({ value: [{ one: 1 }] });
      expect(at).toMatchObject({ reason: { message: 'Invalid time value' } });
      expect(three).toMatchObject({ value: [{ three: 3 }] });
    });
  });

  it('does not pass as done when an error in it was passed over', async () => {
    const passedOver = inTransaction(sql, async (tx) => {
      await tx`insert into things values (50)`;
      await tx`insert into things values (50)`.catch(() => undefined);
    });
    await expect(passedOver).rejects.toThrow('one of its statements had failed');
    expect(await ids()).toEqual([10, 30]);
  });

  it('is tried again after a deadlock, or with another connection when the first was dead before it began', async () => {
    let tries = 0;
    const tried = await inTransaction(sql, async (tx) => {
      tries += 1;
      if (tries < 3) await tx.unsafe(`do $$ begin raise exception using errcode = '40P01'; end $$`);
      return tries;
    });
    expect(tried).toBe(3);
    for (let round = 0; round < 3; round += 1) {
      await kill();
      expect(await inTransaction(sql, (tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
    }
  });

  it('goes on after a value that no column takes, and prepares what changed tables anew', async () => {
    const bad = inTransaction(sql, (tx) => tx`select ${new Date(Number.NaN)}::timestamptz`);
    await expect(bad).rejects.toThrow('Invalid time value');
    await expect(inTransaction(sql, (tx) => tx`select ${'x'}::int`)).rejects.toMatchObject({ code: '22P02' });
    const read = () => inTransaction(sql, (tx) => tx`select * from things where id = ${1}`);
    await read();
    await admin`alter table things add more int default 5`;
    expect(await read()).toMatchObject([{ id: 1, more: 5 }]);
  });

  it('reads large results in batches, with other statements in between', async () => {
    const sizes = await inTransaction(sql, async (tx) => {
      const seen: number[] = [];
      for await (const batch of tx`select n from generate_series(1, ${25}::int) n`.cursor(10)) {
        await tx`select 1`;
        seen.push(batch.length);
      }
      return seen;
    });
    expect(sizes).toEqual([10, 10, 5]);
  });
});

describe('copying rows', () => {
  const lines = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => `${from + index}\t${'x'.repeat(1000)}\t{}\t{}\n`).join('');

  it('takes far more than the connection holds at once', async () => {
    const chunks = Array.from({ length: 20 }, (_, index) => lines(1_000_000 + index * 500, 500));
    await inTransaction(sql, (tx) => tx.copyFrom('copy things (id, note, tags, facts) from stdin', chunks));
    const [row] = await admin`select count(*)::int as count, max(id) as last from things where id >= 1000000`;
    expect(row).toEqual({ count: 10_000, last: 1_009_999 });
  });

  it('that the server refuses, or whose source fails, ends the transaction and leaves the connection sound', async () => {
    const copying = (chunks: Iterable<string>) =>
      inTransaction(sql, (tx) => tx.copyFrom('copy things (id, note, tags, facts) from stdin', chunks));
    await expect(
      copying([lines(2_000_000, 9), 'x\n', ...Array(200).fill(lines(3_000_000, 200))]),
    ).rejects.toMatchObject({
      code: '22P02',
    });
    function* failing(): Iterable<string> {
      yield lines(4_000_000, 10);
      throw new Error('no more rows');
    }
    await expect(copying(failing())).rejects.toThrow('no more rows');
    const [row] = await admin`select count(*)::int as count from things where id >= 2000000`;
    expect(row).toEqual({ count: 0 });
    expect(await inTransaction(sql, (tx) => tx`select ${1}::int as one`)).toEqual([{ one: 1 }]);
  });

  it('out takes no more than is taken, and counts the rows', async () => {
    let bytes = 0;
    let most = 0;
    const rows = await inTransaction(sql, (tx) =>
      tx.copyTo(`copy (select repeat('x', 999) from generate_series(1, 20000)) to stdout`, async (chunk) => {
        bytes += chunk.length;
        most = Math.max(most, chunk.length);
        // Slower than the server sends: what it has sent meanwhile must not pile up.
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      }),
    );
    expect([rows, bytes]).toEqual([20_000, 20_000_000]);
    expect(most).toBeLessThan(2_000_000);
  });

  it('out whose taker fails, or that the server refuses, ends the transaction and leaves the connection sound', async () => {
    const copying = (text: string) =>
      inTransaction(sql, (tx) => tx.copyTo(text, () => Promise.reject(new Error('the disk is full'))));
    await expect(copying('copy (select * from generate_series(1, 300000)) to stdout')).rejects.toThrow('disk is full');
    await expect(copying('copy (select * from nowhere) to stdout')).rejects.toMatchObject({ code: '42P01' });
    expect(await inTransaction(sql, (tx) => tx`select ${1}::int as one`)).toEqual([{ one: 1 }]);
  });

  it('ends with its connection', async () => {
    function* endless(): Iterable<string> {
      for (let at = 0; ; at += 10) yield lines(5_000_000 + at, 10);
    }
    const copying = inTransaction(sql, (tx) =>
      tx.copyFrom('copy things (id, note, tags, facts) from stdin', endless()),
    );
    const ended = expect(copying).rejects.toSatisfy((error) => classify(error) === 'lost_connection');
    await vi.waitFor(async () => {
      const cut = await admin`
        select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'tried' and query like 'copy things%' and state = 'active'`;
      expect(cut).toHaveLength(1);
    });
    await ended;
    const [row] = await admin`select count(*)::int as count from things where id >= 5000000`;
    expect(row).toEqual({ count: 0 });
  });
});
