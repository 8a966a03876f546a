import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { CADENCE_STATES } from '#lib/domain/stream/cadence.ts';
import type { TrendFlow } from '#lib/domain/trend/metric.ts';
import { connect, type Database } from '../client.ts';
import { ensureMonths } from '../partitions.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { inTransaction } from '../transaction.ts';
import { findCadence } from './cadence.ts';
import { findEndedExemptions, findEndingExemptions } from './exemptions.ts';
import { addToLedger, findLedgersOfDay, listEntries } from './ledger.ts';
import { countSilent } from './silence.ts';
import { listDayChanges } from './trend-changes.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
/** The first of March ends at this instant. */
const MIDNIGHT = new Date('2026-03-02T00:00:00Z');
const BEFORE = new Date(MIDNIGHT.getTime() - 1);
const ALL = wholeOrganization(1);

let database: TestDatabase;
let sql: Database;

async function seed(): Promise<void> {
  await ensureMonths(sql, new Date('2026-02-01T00:00:00Z'), NOW);
  await sql`insert into organizations (id, slug, name, demo, created_at) overriding system value values (1, 'acme', 'Acme', false, ${NOW})`;
  for (const [id, archivedAt] of [
    [1, null],
    [2, BEFORE],
    [3, MIDNIGHT],
  ] as const) {
    await sql`
      insert into repositories (id, org_id, slug, full_name, default_branch, default_branch_known, tracked_refs, criticality, exposure, archived,
        archived_at, demo, hold_suspicious, kind, created_at)
      overriding system value values (${id}, 1, ${`acme/r${id}`}, ${`acme/r${id}`}, 'main', true, '{}', 'normal', 'internal', ${archivedAt !== null},
        ${archivedAt}, false, true, 'code', ${NOW})`;
    // From before rows said whether a repository was archived.
    await sql`
      insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info, introduced,
        reopened, fixed, uploads, disclosed, first_scan)
      values (1, ${id}, '2026-03-01', 50, 0, 0, 0, 0, 0, 9, 9, 9, 1, 1, 1)`;
  }
  await sql`
    insert into repository_state (org_id, repo_id, not_measured, score, open_critical, open_high, open_medium, open_low, open_info, open_actions, uploads)
    values (1, 1, 20, 50, 0, 0, 0, 0, 0, 0, 1)`;
}

beforeAll(async () => {
  database = await testDatabase();
  sql = connect(database, { max: 1, writable: true });
  await seed();
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

describe('changes of a day', () => {
  const event = (number: number, at: Date, kind: string, origin: number | null = null) => sql`
    insert into finding_events (org_id, repo_id, at, finding_number, kind, upload, origin)
    values (1, 1, ${at}, ${number}, ${kind}, 1, ${origin})`;
  const of = async (kind: TrendFlow): Promise<number[]> => {
    const day = { days: ['2026-03-01'], starts: [new Date('2026-03-01T00:00:00Z')], end: MIDNIGHT };
    const rows = await listDayChanges(sql, ALL, { ...day, kind, after: null, limit: 50 });
    return rows.map(({ number }) => number);
  };

  it('are those from its first instant on and before its last one, which is the next day’s', async () => {
    await event(1, new Date('2026-02-28T23:59:59.999Z'), 'fixed');
    await event(2, new Date('2026-03-01T00:00:00Z'), 'fixed');
    await event(3, BEFORE, 'fixed');
    await event(4, MIDNIGHT, 'fixed');
    expect(await of('fixed')).toEqual([2, 3]);
  });

  it('introduced are those of which that is known, and those from before origins were kept', async () => {
    const noon = new Date('2026-03-01T12:00:00Z');
    for (const [number, origin] of [null, 0, 1, 2].entries()) await event(10 + number, noon, 'introduced', origin);
    expect(await of('introduced')).toEqual([10, 11]);
    expect([...(await of('disclosed')), ...(await of('first_scan'))].sort()).toEqual([12, 13]);
  });
});

describe('the ledger', () => {
  const add = (at: Date, points: number) =>
    inTransaction(sql, (tx) =>
      addToLedger(
        tx,
        { orgId: 1, repoId: 1 },
        {
          at,
          upload: 0,
          userId: null,
          entries: [{ cause: 'fixed', points, findings: 1, notes: [] }],
          totals: [points],
        },
      ),
    );
  const entries = async (from: Date, until: Date) => {
    const page = { repoIds: [1], cause: null, from, until, after: null, limit: 50 };
    return (await listEntries(sql, ALL, page)).map(({ points, atKey }) => `${points} ${atKey.slice(17)}`);
  };

  it('tells of a period from its first instant on and before its end', async () => {
    await add(new Date('2026-03-01T00:00:00Z'), 1);
    await add(BEFORE, 2);
    await add(MIDNIGHT, 3);
    expect(await entries(new Date('2026-03-01T00:00:00Z'), MIDNIGHT)).toEqual(['2 59.999000Z', '1 00.000000Z']);
  });

  it('keeps entries of one instant apart by a microsecond, in their order', async () => {
    const at = new Date('2026-03-02T08:00:05Z');
    for (const points of [4, 5, 6]) await add(at, points);
    expect(await entries(at, NOW)).toEqual(['6 05.000002Z', '5 05.000001Z', '4 05.000000Z']);
  });

  it('says of a day from before that was kept that a repository was archived, when it was before the end of the day', async () => {
    const rows = await findLedgersOfDay(sql, ALL, { since: '2026-02-20', day: '2026-03-01', end: MIDNIGHT });
    expect(rows.map(({ repoId, archived }) => [repoId, archived])).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
  });
});

const later = (at: Date, milliseconds = 1): Date => new Date(at.getTime() + milliseconds);

describe('what is late or silent', () => {
  it('is so after its bound, not at it', async () => {
    const day = 24 * 3600;
    await sql`insert into pipelines (org_id, repo_id, id, key, created_at) values (1, 1, 1, 'ci', ${NOW})`;
    await sql`
      insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, high_water_at, last_success_at,
        last_report_at, report_interval, reports, present, created_at)
      values (1, 1, 1, 1, 'semgrep', '', 'main', true, '{sast}', ${NOW}, ${NOW}, ${NOW}, ${day}, 9, 0, ${NOW})`;
    const stateAt = async (now: Date): Promise<number | undefined> => {
      const all = { pattern: null, pipelineIds: null, category: null, state: null, after: null };
      const [row] = await findCadence(sql, ALL, { ...all, now, sort: 'state', limit: 5 });
      return row?.rank;
    };
    const lateFrom = later(NOW, 1.5 * day * 1000);
    expect([await stateAt(lateFrom), await stateAt(later(lateFrom))]).toEqual([
      CADENCE_STATES.indexOf('on_time'),
      CADENCE_STATES.indexOf('late'),
    ]);
    const [stream] = await sql<{ silentFrom: Date }[]>`select silent_from from streams`;
    const silentFrom = stream?.silentFrom ?? NOW;
    expect([await countSilent(sql, ALL, silentFrom), await countSilent(sql, ALL, later(silentFrom))]).toEqual([0, 1]);
  });
});

describe('exemptions', () => {
  it('are over at the instant at which they end, and told of as ending up to it', async () => {
    await sql`
      insert into exemptions (org_id, repo_id, number, category, state, reason, requested_at, requester_kind, requester_name, expires_at)
      values (1, 1, 1, 'dast', 'in_force', 'Nothing of it runs.', ${BEFORE}, 'user', 'Ada', ${NOW})`;
    const numbers = async (read: typeof findEndedExemptions, at: Date): Promise<number> =>
      (await read(sql, { orgId: 1 }, at)).length;
    for (const read of [findEndedExemptions, findEndingExemptions]) {
      expect([await numbers(read, later(NOW, -1)), await numbers(read, NOW)]).toEqual([0, 1]);
    }
  });
});
