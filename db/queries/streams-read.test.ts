import { afterAll, beforeAll, expect, it } from 'vitest';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { connect, type Database } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { findSilentStreams } from './streams-read.ts';

const NOW = new Date('2026-03-20T09:00:00Z');
const HOUR = 3600;

let database: TestDatabase;
let sql: Database;

/** Scanner and facts of each stream of the one repository; the first is silent, each other for one reason not. */
const STREAMS = [
  { scanner: 'silent', hours: 81, interval: 24 * HOUR, reports: 4, tracked: true },
  { scanner: 'of-a-branch', hours: 200, interval: HOUR, reports: 40, tracked: false },
  { scanner: 'of-no-rhythm-yet', hours: 200, interval: HOUR, reports: 3, tracked: true },
  { scanner: 'of-one-report', hours: 200, interval: null, reports: 4, tracked: true },
  { scanner: 'within-the-weekend', hours: 79, interval: HOUR, reports: 40, tracked: true },
  { scanner: 'within-its-rhythm', hours: 81, interval: 28 * HOUR, reports: 40, tracked: true },
];

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, name: 'streams test', writable: true });
  await sql`insert into organizations (slug, name, demo, created_at) values ('acme', 'Acme', false, ${NOW})`;
  await sql`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    values (1, 'acme/web', 'acme/web', 'code', 'main', true, '{}', 'normal', 'internal', false, true, false, ${NOW})`;
  await sql`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 1, 'default', ${NOW})`;
  for (const [index, { scanner, hours, interval, reports, tracked }] of STREAMS.entries()) {
    const last = new Date(NOW.getTime() - hours * HOUR * 1000);
    await sql`
      insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, last_report_at,
        report_interval, reports, present, created_at)
      values (1, 1, ${index + 1}, 1, ${scanner}, '', 'main', ${tracked}, '{sast}', ${last}, ${interval}, ${reports}, 0, ${NOW})`;
  }
});
afterAll(async () => {
  await sql.end({ timeout: 1 });
  await database.drop();
});

it('a stream is silent when it counts, has a rhythm, and missed three of its intervals and a long weekend', async () => {
  const rows = await findSilentStreams(sql, wholeOrganization(1), NOW, 10);
  expect(rows.map((row) => row.scanner)).toEqual(['silent']);
  const later = new Date(NOW.getTime() + 4 * HOUR * 1000);
  const scanners = (await findSilentStreams(sql, wholeOrganization(1), later, 10)).map((row) => row.scanner);
  expect(scanners.sort()).toEqual(['silent', 'within-its-rhythm', 'within-the-weekend'].sort());
});
