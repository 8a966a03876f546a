import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChainedEntry } from '#lib/domain/audit/entry.ts';
import { CHAIN_START, hashEntry } from '#lib/domain/audit/hash-entry.ts';
import { sealEntry } from '#lib/domain/audit/seal.ts';
import { sha256 } from '#lib/domain/audit/sha256.ts';
import { verifyAudit } from '#lib/services/audit/verify-audit.ts';
import { cpuStopwatch } from '#lib/testing.ts';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { inSnapshot } from '../transaction.ts';
import type { AuditFilter } from './audit.ts';
import { listAuditEntries } from './audit-list.ts';

const ENTRIES = 60_000;
const START = Date.parse('2026-01-01T00:00:00Z');
const at = (sequence: number) => new Date(START + sequence * 60_000);

let database: TestDatabase;
let admin: Database;
let sql: Sql;
let statements: Statement[] = [];

/** Every thousandth entry is of Ada, of one repository, and a deletion. */
function entryOf(sequence: number, previous: string): ChainedEntry {
  const rare = sequence % 1000 === 0;
  const entry = {
    ...{ orgId: 1, sequence, at: at(sequence), source: null, detail: { bytes: sequence, pipeline: 'main' } },
    actor: { kind: 'upload_token', id: 1, name: rare ? 'Ada' : `ci ${sequence % 5}` },
    verb: rare ? 'repository.deleted' : 'upload.accepted',
    target: { kind: 'upload', id: 'upl_1_1', name: rare ? 'acme/web' : `acme/repo-${sequence % 100}` },
  } as const;
  const seals = sealEntry(entry, { actor: '0a'.repeat(16), target: '0b'.repeat(16), detail: '0c'.repeat(16) });
  return { ...entry, seals, previous, hash: hashEntry(previous, entry, seals) };
}

async function seed(): Promise<void> {
  let previous = CHAIN_START.hash;
  for (let from = 0; from < ENTRIES; from += 5000) {
    const entries = Array.from({ length: 5000 }, (_, index) => {
      const entry = entryOf(from + index + 1, previous);
      previous = entry.hash;
      return entry;
    });
    const rows = entries.map((entry) => ({ ...entry, at: entry.at.toISOString() }));
    await admin`
      insert into audit_entries
      select (e->>'orgId')::int, (e->>'sequence')::bigint, (e->>'at')::timestamptz, e->'actor'->>'kind', (e->'actor'->>'id')::int,
        e->'actor'->>'name', e->>'verb', e->'target'->>'kind', e->'target'->>'id', e->'target'->>'name', e->>'source',
        e->'detail', decode(e->>'previous', 'hex'), decode(e->>'hash', 'hex'), e->'seals'
      from jsonb_array_elements(${admin.json(rows)}::jsonb) e`;
  }
  await admin`insert into audit_heads values (1, ${ENTRIES}, ${Buffer.from(previous, 'hex')})`;
  await admin.unsafe('analyze audit_entries');
}

beforeAll(async () => {
  database = await testDatabase();
  admin = connect(database, { max: 1, writable: true });
  await seed();
  sql = openNoting(admin.boundTo(1), (statement) => statements.push(statement));
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

const FILTERS: [string, AuditFilter, number][] = [
  ['no filter', {}, ENTRIES],
  ['a person', { who: 'ADA' }, ENTRIES],
  ['a rare verb', { verbs: ['repository.deleted'] }, ENTRIES],
  ['rare verbs', { verbs: ['repository.deleted', 'repository.renamed'] }, ENTRIES],
  ['a common verb and a rare name', { verbs: ['upload.accepted', 'repository.deleted'], who: 'ad' }, ENTRIES],
  ['a rare verb and a part of a name', { verbs: ['repository.deleted'], who: 'AD' }, ENTRIES],
  ['a part of a common name', { who: 'ci' }, ENTRIES - 1],
  ['a part of all names of targets', { target: 'acme' }, ENTRIES],
  ['a target', { target: 'Acme/Web' }, ENTRIES],
  ['a person and a target', { who: 'ada', target: 'e/we' }, ENTRIES],
  ['an old day', { since: at(1000), until: at(1051) }, 1050],
];

describe('a page of a long audit log', () => {
  it.each(FILTERS)('with %s touches few pages', async (_name, filter, newest) => {
    statements = [];
    const first = await listAuditEntries(sql, { orgId: 1 }, filter, { after: null, limit: 50 });
    const last = first.at(-1);
    const next = await listAuditEntries(sql, { orgId: 1 }, filter, { after: last ?? null, limit: 50 });
    expect([first.length, first[0]?.sequence]).toEqual([50, newest]);
    expect(next[0]?.sequence ?? 0).toBeLessThan(last?.sequence ?? 0);
    const { buffers } = await explainReads(admin.boundTo(1), statements);
    // Two pages; a part of a name is looked for among all names, five pages for each.
    expect(buffers).toBeLessThan(filter.target === undefined ? 400 : 1200);
  });
});

/** What it costs to read every column and to hash four texts for each entry, as it is hashed: milliseconds of this process. */
async function bareCost(writer: Database): Promise<number> {
  const elapsed = cpuStopwatch();
  await inSnapshot(writer, async (tx) => {
    for await (const rows of tx`select * from audit_entries where org_id = 1 order by sequence`.cursor(2000)) {
      for (const { sequence } of rows) for (const text of TEXTS) sha256(text + sequence);
    }
  });
  return elapsed();
}
/** Of three seals and of the entry with their digests. */
const TEXTS = [80, 80, 80, 360].map((length) => 'x'.repeat(length));

async function verifyCost(writer: Database): Promise<number> {
  const elapsed = cpuStopwatch();
  expect(await verifyAudit(writer, { orgId: 1 })).toMatchObject({ entries: ENTRIES, problem: null });
  return elapsed();
}

describe('verifying a long audit log', () => {
  it('takes little more of this process than to read it and to hash as many texts', async () => {
    const writer = connect(database, { max: 1 });
    const costs = [];
    // By turns, so that what else the machine does slows both; the best of each, because the first ones are compiled.
    for (let turn = 0; turn < 2; turn += 1) costs.push([await bareCost(writer), await verifyCost(writer)] as const);
    const [bare, verified] = [Math.min(...costs.map(([cost]) => cost)), Math.min(...costs.map(([, cost]) => cost))];
    expect(verified / bare).toBeLessThan(2);
    await writer.end();
  }, 120_000);
});
