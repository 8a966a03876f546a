import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, type Sql } from '../client.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { explainReads, openNoting, type Statement } from '../testing-explain.ts';
import { findDuePeople, findPersonAlerts, findTeamAlertsOf } from './alerts.ts';
import { findNextDelivery, listDeliveries } from './deliveries.ts';
import { findOutboxPosition, readOutbox } from './outbox.ts';
import { findDueSinks, findSink, listSinks } from './sinks.ts';

const ROWS = 50_000;
const NOW = new Date('2026-03-02T09:00:00Z');
const SCOPE = { orgId: 1, sinkId: 1 };

let database: TestDatabase;
let admin: Database;
let sql: Sql;
let statements: Statement[] = [];

beforeAll(async () => {
  database = await testDatabase();
  admin = connect(database, { max: 1, writable: true });
  await admin`
    insert into organizations (slug, name, demo, created_at) select 'o' || n, 'O' || n, false, ${NOW} from generate_series(1, 2) n`;
  await admin`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived,
      hold_suspicious, demo, created_at)
    select org, 'acme/r' || org, 'acme/r' || org, 'repository', 'main', true, '{}', 'medium', 'internal', false, true, false, ${NOW}
    from generate_series(1, 2) org`;
  await admin`
    insert into sinks (org_id, kind, name, address, host, events, score_drop, state, transaction, entry, failures, created_at)
    select org, 'webhook', 's' || n, '\\x00', 'example.com', '{report_held}', 5, 'active', 100, 0, 0, ${NOW}
    from generate_series(1, 2) org, generate_series(1, 2) n order by org, n`;
  await admin`
    insert into deliveries (org_id, sink_id, message_id, events, event_at, body, state, attempts, created_at)
    select 1, 1 + n % 2, 'm' || n, '{report_held}', ${NOW}, repeat('x', 400),
      case when n > ${ROWS - 100} then 'waiting' else 'delivered' end, 1, ${NOW} from generate_series(1, ${ROWS}) n`;
  // Nine of ten of another organization; the first sink has all but the last.
  await admin`
    insert into outbox (transaction, org_id, repo_id, at, kind, upload, detail)
    select n / 500, case when n % 10 = 0 then 1 else 2 end, (select min(id) from repositories r where r.org_id = case when n % 10 = 0 then 1 else 2 end),
      ${NOW}, 'report_held', 1, '{}' from generate_series(1, ${ROWS}) n`;
  await admin.unsafe('analyze');
  sql = openNoting(admin.boundTo(1), (statement) => statements.push(statement));
}, 60_000);
afterAll(async () => {
  await admin.end();
  await database.drop();
});

/** Pages that reading touched. */
async function touched(read: () => Promise<unknown>): Promise<number> {
  statements = [];
  await read();
  return (await explainReads(admin.boundTo(1), statements)).buffers;
}

describe('among many deliveries and entries of the outbox', () => {
  it.each<[string, () => Promise<unknown>, number]>([
    ['the first page of a log', () => listDeliveries(sql, SCOPE, null, 51), 120],
    ['a later page of a log', () => listDeliveries(sql, SCOPE, 20_000, 51), 120],
    ['the next message', () => findNextDelivery(sql, SCOPE), 10],
    ['the list of sinks', () => listSinks(sql, SCOPE), 60],
    ['one sink', () => findSink(sql, SCOPE), 10],
    ['sinks that are due', () => findDueSinks(sql, SCOPE, NOW), 60],
    [
      'what follows a place in the outbox',
      () => readOutbox(sql, SCOPE, { transaction: 99, id: 0 }, { kinds: ['report_held'], limit: 200 }),
      400,
    ],
    ['a place in the outbox by its time', () => findOutboxPosition(sql, SCOPE, NOW), 20],
    ['people who may be told', () => findDuePeople(sql, SCOPE, NOW), 20],
    ['what a person asked for', () => findPersonAlerts(sql, SCOPE, 1), 10],
    ['what the teams of a person asked for', () => findTeamAlertsOf(sql, SCOPE, 1), 20],
  ])('%s touches few pages', async (_what, read, most) => {
    expect(await touched(read)).toBeLessThan(most);
  });
});
