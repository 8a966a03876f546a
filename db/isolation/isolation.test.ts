import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql, type Transaction } from '../client.ts';
import { migrate } from '../migrate.ts';
import { ensureMonths } from '../partitions.ts';
import { addJob } from '../queries/jobs.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { inSnapshot, inTransaction } from '../transaction.ts';

/** Tables that the application's role may not touch, and why no organization owns their rows. */
const OF_NO_ORGANIZATION: Readonly<Record<string, string>> = {
  accounts: 'one account may belong to people of several organizations; it has their password',
  counters: 'figures of the whole installation for its metrics',
  identities: 'who an account is at a sign-in provider',
  plumbline_migrations: 'which migrations were applied: written by the owner of the tables',
  recovery_codes: 'of the second factor of an account',
  second_factors: 'of an account, for all its organizations',
  sessions: 'a session belongs to an account, and shows one of its organizations after another',
  sign_in_failures: 'failed sign-ins, counted before it is known who signs in',
  signing_keys: 'the keys that the whole installation signs with',
  sweeps: 'when jobs of the whole installation last ran',
  workers: 'signs of life of the processes that serve all organizations',
};

interface Column {
  name: string;
  type: string;
  isNeeded: boolean;
}

interface Table {
  name: string;
  columns: Column[];
}

const NOW = new Date('2026-03-02T09:00:00Z');
const [OURS, THEIRS] = [1, 2];

let database: TestDatabase;
let admin: Database;
let ours: Sql;
let tables: Table[];

beforeAll(async () => {
  database = await testDatabase();
  admin = connect(database, { max: 2, writable: true });
  ours = connect(database, { max: 2 }).boundTo(OURS);
  await ensureMonths(admin, NOW);
  await dropForeignKeys();
  tables = await allTables();
  for (const orgId of [OURS, THEIRS]) await fill(orgId);
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

async function allTables(): Promise<Table[]> {
  const rows = await admin<(Column & { table: string })[]>`
    select c.relname::text as table, a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type,
      a.attnotnull and a.attidentity = '' and a.attgenerated = '' as is_needed
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname, a.attnum`;
  return [...Map.groupBy(rows, (row) => row.table)].map(([name, columns]) => ({ name, columns }));
}

/** A value of a type, unlike those of another organization. */
function sample({ name, type }: Column, orgId: number): string {
  if (name === 'org_id' || name === 'id' || name === 'user_id')
    return type.startsWith('int') ? `${orgId}` : `'${orgId}'`;
  if (type.endsWith('[]')) return `'{}'`;
  if (type === 'bytea') return `decode(md5('${orgId}'), 'hex')`;
  if (type.startsWith('json')) return `'{}'`;
  if (type === 'boolean') return 'true';
  if (type === 'date') return `'2026-03-02'`;
  if (type.startsWith('timestamp')) return `'2026-03-02 09:00:00+00'`;
  return type === 'text' ? `'text of ${orgId}'` : `${orgId}`;
}

const isOwned = ({ name }: Table): boolean => !(name in OF_NO_ORGANIZATION);

/** One row of every table for each organization, without keys between tables. */
async function fill(orgId: number): Promise<void> {
  for (const table of tables.filter(isOwned)) await admin.unsafe(insertOf(table, orgId));
}

function insertOf({ name, columns }: Table, orgId: number): string {
  const given = columns.filter((column) => column.isNeeded || ['id', 'user_id'].includes(column.name));
  const list = given.map((column) => `"${column.name}"`).join(', ');
  const values = given.map((column) => sample(column, orgId)).join(', ');
  return `insert into ${name} (${list}) overriding system value values (${values})`;
}

async function dropForeignKeys(): Promise<void> {
  const keys = await admin<{ name: string; on: string }[]>`
    select conname as name, conrelid::regclass::text as on from pg_constraint where contype = 'f' and conparentid = 0`;
  for (const { name, on } of keys) await admin.unsafe(`alter table ${on} drop constraint ${name}`);
}

/** The column that says whose row it is. */
function ownerOf({ name, columns }: Table): string {
  if (name === 'organizations') return 'id';
  return columns.some((column) => column.name === 'org_id') ? 'org_id' : 'user_id';
}

class Undo extends Error {}

/** Runs a statement in a bound transaction that is rolled back; the number of rows that it returned. */
async function tried(statement: string): Promise<number> {
  let count = -1;
  await ours
    .begin(async (tx) => {
      count = (await tx.unsafe(statement)).length;
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return count;
}

const REFUSED = { code: '42501' };

describe('every table', () => {
  it('has a policy, or stands in the list of those that the role may not touch', () => {
    const unlisted = tables.filter(
      (table) => isOwned(table) && !table.columns.some(({ name }) => name === ownerOf(table)),
    );
    expect(unlisted.map(({ name }) => name)).toEqual([]);
    expect(tables.length).toBeGreaterThan(30);
  });

  it('shows a bound organization its own rows only, whatever the statement asks for', async () => {
    for (const table of tables.filter(isOwned)) {
      const owner = ownerOf(table);
      const seen = [{ owner: OURS }];
      const query = `select ${owner} as owner from ${table.name}`;
      expect(await admin.unsafe(`${query} order by 1`), table.name).toEqual([...seen, { owner: THEIRS }]);
      expect(await ours.unsafe(query), table.name).toEqual(seen);
      expect(await inTransaction(ours, (tx) => tx.unsafe(query)), table.name).toEqual(seen);
      expect(await inSnapshot(ours, (tx) => tx.unsafe(query)), table.name).toEqual(seen);
    }
  });

  it('lets a bound organization change and remove its own rows only', async () => {
    for (const table of tables.filter(isOwned)) {
      const owner = ownerOf(table);
      const column = `"${table.columns.find(({ isNeeded, name }) => isNeeded && name !== 'id')?.name}"`;
      const change = `update ${table.name} set ${column} = ${column}`;
      const removal = `delete from ${table.name} returning 1`;
      if (table.name === 'audit_entries') {
        await expect(tried(`${change} returning 1`)).rejects.toMatchObject(REFUSED);
        await expect(tried(removal)).rejects.toMatchObject(REFUSED);
        continue;
      }
      expect(await tried(`${change} returning 1`), table.name).toBe(1);
      expect(await tried(`${change} where ${owner} = ${THEIRS} returning 1`), table.name).toBe(0);
      expect(await tried(removal), table.name).toBe(1);
    }
  });

  it('refuses rows of another organization: added or handed over', async () => {
    for (const table of tables.filter(isOwned)) {
      const { name } = table;
      const owner = ownerOf(table);
      await expect(tried(insertOf(table, 3)), name).rejects.toMatchObject(REFUSED);
      const handed = tried(`update ${name} set ${owner} = 3`);
      // An identity column, as of `organizations`, is never set at all.
      await expect(handed, name).rejects.toMatchObject({ code: expect.stringMatching(/^(?:42501|428C9)$/) });
    }
  });

  it('shows nothing to the role when it is bound to no organization', async () => {
    const [role] = await inTransaction(ours, (tx) => tx<{ name: string }[]>`select current_user::text as name`);
    for (const { name } of tables.filter(isOwned)) {
      const rows = await admin.begin(async (tx) => {
        await tx.unsafe(`set local role "${role?.name}"`);
        return [...(await tx.unsafe(`select 1 from ${name}`))];
      });
      expect(rows, name).toEqual([]);
    }
  });

  it('is out of reach where it belongs to no organization, and so are partitions and the queue', async () => {
    const partitions = await admin<{ name: string }[]>`
      select relname::text as name from pg_class where relispartition and relkind = 'r'`;
    expect(partitions.length).toBeGreaterThan(2);
    const queue = ['graphile_worker._private_jobs', 'graphile_worker.jobs'];
    for (const name of [...Object.keys(OF_NO_ORGANIZATION), ...partitions.map((each) => each.name), ...queue]) {
      await expect(tried(`select 1 from ${name}`), name).rejects.toMatchObject(REFUSED);
      await expect(tried(`delete from ${name}`), name).rejects.toMatchObject(REFUSED);
    }
  });
});

describe('a bound transaction', () => {
  const who = (tx: Transaction) => tx`select current_user::text as role, current_setting('app.org_id') as org`;

  it('stays bound whatever a parameter says', async () => {
    const hostile = ["'; reset role; set local app.org_id = '2'; --", '2', '$$; reset role; $$', "\\'; reset role;"];
    await inTransaction(ours, async (tx) => {
      const before = await who(tx);
      for (const text of hostile) {
        expect(await tx`select ${text}::text as said`).toEqual([{ said: text }]);
        expect(await tx`select 1 from tokens where name = ${text} or hint = any(${[text]}::text[])`).toEqual([]);
      }
      expect(await who(tx)).toEqual(before);
    });
    for (const text of hostile) expect(await ours`select ${text}::text as said`).toEqual([{ said: text }]);
    expect(await ours`select org_id from tokens`).toEqual([{ orgId: OURS }]);
  });

  it('is for one organization with a number', () => {
    const wrong = [0, -1, 1.5, Number.NaN, "1'; reset role; --" as unknown as number];
    for (const orgId of wrong) expect(() => admin.boundTo(orgId)).toThrow('positive integer');
  });

  it('leaves nothing on its connection: the next one is whoever it says', async () => {
    const one = connect(database, { max: 1 });
    const bound = await one.boundTo(THEIRS).begin(who);
    expect(bound).toMatchObject([{ org: '2' }]);
    const [after] = await one.begin(
      (tx) => tx`select current_user::text as role, current_setting('app.org_id', true) as org`,
    );
    expect(after).toEqual({ role: new URL(database.url).username, org: '' });
    expect(await one.boundTo(OURS).begin(who)).toEqual([{ ...bound[0], org: '1' }]);
    await one.end();
  });

  it('is the bound role again after what only the owner may do', async () => {
    await inTransaction(ours, async (tx) => {
      const before = await who(tx);
      await tx.asOwner('analyze tokens (id)');
      expect(await who(tx)).toEqual(before);
      await tx.copyFrom('copy titles (org_id, title) from stdin', [`${OURS}\tcopied\n`]);
      expect(await who(tx)).toEqual(before);
      expect(await tx`select org_id from titles`).toHaveLength(2);
    });
    const copy = ours.begin((tx) => tx.copyFrom('copy titles (org_id, title) from stdin', [`${THEIRS}\tcopied\n`]));
    await expect(copy).rejects.toMatchObject({ code: '23514' });
  });

  it('adds jobs of its own organization only', async () => {
    const job = (orgId: number) => ({ task: 't', payload: { orgId }, queue: null, key: `k${orgId}`, maxAttempts: 1 });
    await inTransaction(ours, (tx) => addJob(tx, job(OURS)));
    await expect(inTransaction(ours, (tx) => addJob(tx, job(THEIRS)))).rejects.toMatchObject(REFUSED);
    const keys = await admin`select key from graphile_worker.jobs where task_identifier = 't'`;
    expect(keys).toEqual([{ key: 'k1' }]);
  });
});

describe('migrating again', () => {
  it('changes nothing where all is so already, and secures a table that is new or was laid open', async () => {
    const state = () => admin`
      select c.oid, c.relname, c.xmin::text from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'plumbline_bound'::regnamespace) and c.relkind in ('r', 'p', 'v')`;
    const before = await state();
    await migrate(database);
    expect(await state()).toEqual(before);
    await admin`create table later (id int primary key, org_id int not null)`;
    await admin`insert into later values (1, ${OURS}), (2, ${THEIRS})`;
    await admin.unsafe('drop policy plumbline_organization on tokens');
    await admin.unsafe('alter table titles disable row level security');
    await migrate(database);
    for (const name of ['later', 'tokens', 'titles']) {
      const seen = await inTransaction(ours, (tx) => tx.unsafe<{ orgId: number }[]>(`select org_id from ${name}`));
      expect(new Set(seen.map(({ orgId }) => orgId)), name).toEqual(new Set([OURS]));
    }
    expect(await ours`select id from later`).toEqual([{ id: 1 }]);
  });

  it('asks for the organization once per statement, also where policy and view were made otherwise before', async () => {
    const bare = `org_id = nullif(current_setting('app.org_id', true), '')::int`;
    await admin.unsafe(`alter policy plumbline_organization on titles using (${bare}) with check (${bare})`);
    await admin.unsafe(`comment on policy plumbline_organization on titles is '${bare.replaceAll("'", "''")}'`);
    await admin.unsafe(`create or replace view plumbline_bound.titles as select * from public.titles where ${bare}`);
    await migrate(database);
    for (const table of ['public.titles', 'plumbline_bound.titles']) {
      const rows = await inTransaction(ours, (tx) => tx.unsafe(`explain select 1 from ${table}`));
      expect(rows.flatMap((row) => Object.values(row)).join('\n'), table).toContain('InitPlan');
    }
  });
});
