import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from './client.ts';
import { dropViews } from './isolation/ensure-isolation.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const MIGRATION = new URL('../drizzle/0006_evidence_by_stream.sql', import.meta.url);
const NOW = new Date('2026-03-02T09:00:00Z');
/** Streams by id: what they are named, and whether their ref counts. */
const STREAMS = [
  ['trivy', true],
  ['trivy', true],
  ['trivy', false],
  ['snyk-container', true],
  ['a+b', true],
] as const;

let database: TestDatabase;
let sql: Database;

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, name: 'test of a migration', writable: true });
  await sql`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'o', 'O', false, ${NOW})`;
  await sql`
    insert into repositories (id, org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    overriding system value values (1, 1, 'o/r', 'o/r', 'code', 'main', true, '{}', 'normal', 'internal', false, true, false, ${NOW})`;
  await sql`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 1, 'ci', ${NOW})`;
  for (const [index, [scanner, tracked]] of STREAMS.entries()) {
    await sql`
      insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, reports, present, created_at)
      values (1, 1, ${index + 1}, 1, ${scanner}, ${String(index)}, 'main', ${tracked}, '{}', 1, 0, ${NOW})`;
  }
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

async function finding(number: number, streams: number[], said: [scanner: string, upload: number][]): Promise<void> {
  await sql`
    insert into findings (org_id, repo_id, number, key, category, state, severity, confidence, rank, scanner, rule_id, title, cwes,
      action_number, first_seen_at, first_upload, opened_at, reopened)
    values (1, 1, ${number}, decode(md5(${String(number)}), 'hex'), 'sast', 'open', 2, 0, 200, 's', 'r', 't', '{}', 1, ${NOW}, 1, ${NOW}, 0)`;
  for (const stream of streams) {
    await sql`
      insert into sightings (org_id, repo_id, stream_id, finding_number, key, content, suppressed, since_upload)
      values (1, 1, ${stream}, ${number}, 'k', 'c', 0, 1)`;
  }
  for (const [scanner, upload] of said) {
    await sql`
      insert into evidence (org_id, repo_id, finding_number, scanner, severity, record, upload)
      values (1, 1, ${number}, ${scanner}, 2, '{}', ${upload})`;
  }
}

describe('the migration of evidence by scanner to evidence by stream', () => {
  it('gives what a scanner said to its own tracked streams, else to those that have the finding, and loses nothing else', async () => {
    await dropViews(sql);
    await sql.unsafe(`alter table evidence drop constraint evidence_pk, drop column stream_id,
      add constraint evidence_org_id_repo_id_finding_number_scanner_pk primary key (org_id, repo_id, finding_number, scanner)`);
    await finding(1, [1, 2, 3], [['trivy', 5]]);
    await finding(2, [3, 4], [['trivy', 5]]);
    await finding(3, [3, 4], [['snyk', 5]]);
    await finding(
      4,
      [1, 5],
      [
        ['trivy', 5],
        ['a', 6],
        ['b', 7],
      ],
    );
    await finding(5, [3], [['other', 5]]);
    for (const statement of readFileSync(MIGRATION, 'utf8').split('--> statement-breakpoint'))
      await sql.unsafe(statement);
    const rows = await sql`
      select finding_number as number, stream_id as stream, scanner, upload from evidence order by 1, 2`;
    expect(rows.map((row) => [row.number, row.stream, row.scanner, row.upload])).toEqual([
      [1, 1, 'trivy', 5],
      [1, 2, 'trivy', 5],
      [2, 3, 'trivy', 5],
      [3, 4, 'snyk', 5],
      [4, 1, 'trivy', 5],
      [4, 5, 'b', 7],
      [5, 3, 'other', 5],
    ]);
  });
});
