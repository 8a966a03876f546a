import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import { listOrganizationsOfToday } from '#db/queries/demo.ts';
import { findMailSettings } from '#db/queries/mail-preferences.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import { findRepository } from '#db/queries/repositories.ts';
import { findRepositoriesToRescore } from '#db/queries/rollup.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import { lockRepository } from '#db/queries/streams.ts';
import { inTransaction } from '#db/transaction.ts';
import { type DayZones, dayAt, dayStart, latestZone } from '#lib/domain/calendar/day-zones.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import type { System } from '#lib/system.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { finishDay } from './finish-day.ts';
import { followZone } from './follow-zone.ts';
import { reportUnknownWords } from './report-unknown-words.ts';
import { rollUpOrganization } from './roll-up-organization.ts';
import { tellSilence } from './tell-silence.ts';

/**
 * Scores change with time even without uploads: scores every repository that was not scored today, then writes each
 * organization's day, and tells of pipelines that went silent. A repository that fails does not keep the others from being scored.
 * @throws Error at the end, when any repository failed
 */
export async function rollUp({ systemSql, now: clock, log }: Pick<System, 'systemSql' | 'now' | 'log'>): Promise<void> {
  const now = clock();
  await ensureMonths(systemSql, now);
  const failures: string[] = [];
  const attempt = async (what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      failures.push(what);
      log.error({ err: error }, `the roll-up of ${what} failed`);
    }
  };
  await attempt('unknown words', () => reportUnknownWords({ systemSql, log }));
  for (const orgId of await listOrganizationsOfToday(systemSql)) {
    const sql = systemSql.boundTo(orgId);
    await attempt(`the days of organization ${orgId}`, async () => {
      const zones = await zonesOf(sql, orgId, now);
      const today = dayAt(zones, now);
      const stale = await findRepositoriesToRescore(sql, { orgId }, dayStart(zones, today));
      await eachOf(stale, (repoId) =>
        attempt(`repository ${repoId}`, () => rescoreRepository(sql, { orgId, repoId }, now)),
      );
      await attempt(`the last day of organization ${orgId}`, () =>
        finishDay(sql, { orgId }, { day: dayBefore(today), zones }),
      );
      await attempt(`organization ${orgId}`, () => rollUpOrganization(sql, { orgId }, now));
    });
    await attempt(`unseen work in organization ${orgId}`, () =>
      inTransaction(sql, (tx) => releaseUnseen(tx, { orgId, now })),
    );
    await attempt(`silence in organization ${orgId}`, () => tellSilence(sql, { orgId }, now));
  }
  if (failures.length > 0) throw new Error(`the roll-up of ${failures.length} failed, first of ${failures[0]}`);
}

/** While the database works on one repository, the next one is computed: more would take the connections of imports. */
const AT_ONCE = 2;

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** An organization that chose its zone before its days followed it has days of UTC until now. */
async function zonesOf(sql: Sql, orgId: number, now: Date): Promise<DayZones> {
  const scope = { orgId };
  const [zones, { timeZone }] = await Promise.all([findDayZones(sql, scope), findMailSettings(sql, scope)]);
  if (latestZone(zones) === timeZone) return zones;
  return inTransaction(sql, async (tx) => {
    const organization = await lockOrganization(tx, orgId);
    return organization === null ? zones : followZone(tx, organization, timeZone, now);
  });
}

/** Scores one repository in its own transaction. */
export async function rescoreRepository(sql: Sql, scope: RepositoryScope, now: Date): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await lockRepository(tx, scope);
    const repository = await findRepository(tx, scope);
    if (!repository) return;
    await commit({ tx, scope, repository, now }, new Changes(), { upload: 0, userId: null });
  });
}
