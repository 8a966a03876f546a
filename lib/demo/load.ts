import { ensureMonths } from '#db/partitions.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import { carryDay, carryDaysForward, findRealNames, hasRealUploads, setOrganizationDemo } from '#db/queries/demo.ts';
import { inTransaction } from '#db/transaction.ts';
import { operatorOf } from '#lib/domain/access/operator.ts';
import { type DayZones, dayAt, dayEnd } from '#lib/domain/calendar/day-zones.ts';
import { addDays, dayOf, HOUR_MS, MINUTE_MS } from '#lib/domain/time.ts';
import { dayBefore } from '#lib/domain/trend/buckets.ts';
import { Fault } from '#lib/errors.ts';
import { auditSource } from '#lib/services/audit/audit-source.ts';
import { organizationTarget } from '#lib/services/audit/organization-target.ts';
import { writeAudit } from '#lib/services/audit/write-audit.ts';
import { learnEffort } from '#lib/services/effort/learn-effort.ts';
import { sweepOrganization } from '#lib/services/exception/sweep-organization.ts';
import { finishDay } from '#lib/services/rollup/finish-day.ts';
import { rescoreRepository } from '#lib/services/rollup/roll-up.ts';
import { rollUpOrganization } from '#lib/services/rollup/roll-up-organization.ts';
import { ensureOrganization } from '#lib/services/setup/ensure-organization.ts';
import { type BoundSystem, bindTo, type System } from '#lib/system.ts';
import { aloneWithDemo } from './alone-with-demo.ts';
import { assignDemo } from './assign-demo.ts';
import { clearDemo } from './clear-demo.ts';
import { decideDemo, decideEarly, EARLY_DAYS } from './decide-demo.ts';
import type { DemoSize } from './delivery.ts';
import { demoContext } from './demo-context.ts';
import { fixBadWeek } from './fix-bad-week.ts';
import { firstMailDay, mailDemo } from './mail-demo.ts';
import { DEMO_SEED, type DemoPlan, FULL_SIZE, planDemo } from './plan.ts';
import { Replay } from './replay.ts';
import { reportDemo } from './report-demo.ts';
import { reviewDemo } from './review-demo.ts';
import { ruleDemo } from './rule-demo.ts';
import { sampleFeeds } from './sample-feeds.ts';
import { sayDemo } from './say-demo.ts';
import { staffDemo } from './staff.ts';
import { stateDemo } from './state-demo.ts';
import { PATH_REPORTS, SYSTEM_NAMES, SYSTEM_REPORTS, systemReports } from './systems/all-systems.ts';
import { fixOnDay, workToday } from './work-demo.ts';

export interface LoadDemoOptions {
  /** The organization that commands work for when it is not given. */
  orgId?: number;
  /** A command orders it, which the audit log does not know yet: name of the machine's user, where it is known. */
  byCommand?: { operator: string | undefined };
  /** Load it beside real reports; the organization's own numbers then stay those of the real ones. */
  force?: boolean;
  size?: DemoSize;
  seed?: string;
  /** Reports delivered so far, of how many. */
  onProgress?: (done: number, total: number) => void;
}

export interface LoadedDemo {
  repositories: number;
  pipelines: number;
  uploads: number;
  seconds: number;
}

/**
 * Makes the demo organization: a year of generated reports, replayed through the real ingest with the clock of their
 * days. A demo that is there already is removed first.
 * @throws Fault conflict when the organization has real uploads and `force` is not given; when the demo is being loaded or
 * removed, and a command asks: a job waits
 */
export async function loadDemo(unbound: System, options: LoadDemoOptions = {}): Promise<LoadedDemo> {
  const now = unbound.now();
  const orgId = options.orgId ?? (await inTransaction(unbound.systemSql, (tx) => ensureOrganization(tx, now))).id;
  const system = bindTo(unbound, orgId);
  return aloneWithDemo(system, orgId, options.byCommand !== undefined, () => replayDemo(system, orgId, options));
}

async function replayDemo(system: BoundSystem, orgId: number, options: LoadDemoOptions): Promise<LoadedDemo> {
  const started = performance.now();
  const now = system.now();
  const seed = options.seed ?? DEMO_SEED;
  const plan = planDemo(now, options.size ?? FULL_SIZE, seed);
  const beside = await checkPlace(system, orgId, plan, options.force ?? false);
  // Fails now, before anything is removed, when this process has no key to read reports with.
  system.secretKeyOf(orgId);
  await clearDemo(system, orgId, undefined);
  await ensureMonths(system.systemSql, plan.days[0]?.day ?? now, now);
  await inTransaction(system.sql, async (tx) => {
    if (!beside) await setOrganizationDemo(tx, { orgId }, true);
    const target = await organizationTarget(tx, orgId);
    if (options.byCommand)
      await writeAudit(tx, auditSource({ ...operatorOf(orgId, options.byCommand.operator), now: system.now }), {
        verb: 'demo.loaded',
        target,
      });
  });
  const replay = new Replay(system, orgId, { seed, troubles: plan.troubles });
  const onProgress = options.onProgress ?? (() => undefined);
  await replayDays(system, orgId, plan, replay, { beside, seed, onProgress });
  // Beside real reports invented values would count for these too.
  if (!beside) await sampleFeeds(demoContext(system, orgId, { now }), system, replay.repositoryIds);
  await settleToday(system, orgId, replay, beside);
  await decideDemo(demoContext(system, orgId, { now: system.now() }), [...replay.names]);
  await sayDemo(demoContext(system, orgId, { now: system.now() }), [...replay.names]);
  await ruleDemo(demoContext(system, orgId, { now: system.now() }));
  await stateDemo(demoContext(system, orgId, { now: system.now() }), [...replay.names]);
  await workToday(demoContext(system, orgId, { now: system.now() }), [...replay.names]);
  await learnEffort(system, { orgId });
  return {
    repositories: plan.repositories.length,
    pipelines: plan.repositories.reduce((sum, repository) => sum + repository.pipelines, 0),
    uploads: replay.delivered,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  };
}

/** True when the demo is loaded beside real reports. */
async function checkPlace(system: BoundSystem, orgId: number, plan: DemoPlan, force: boolean): Promise<boolean> {
  const taken = await findRealNames(system.sql, { orgId }, [
    ...plan.repositories.map((repository) => repository.name),
    ...SYSTEM_NAMES,
  ]);
  if (taken.length > 0) throw new Fault('conflict', `A real repository has a name of the demo: ${taken.join(', ')}.`);
  const real = await hasRealUploads(system.sql, { orgId });
  if (real && !force) {
    throw new Fault(
      'conflict',
      'This organization has real reports already. The demo belongs into an empty one; to see both side by side, load it with --force.',
    );
  }
  return real;
}

/** When people review: the collectors have delivered, and their day has begun. */
const REVIEW_HOUR = 8;

async function replayDays(
  system: BoundSystem,
  orgId: number,
  plan: DemoPlan,
  replay: Replay,
  options: {
    beside: boolean;
    seed: string;
    onProgress: (done: number, total: number) => void;
  },
): Promise<void> {
  const now = system.now();
  const clock = { now };
  const ctx = demoContext(system, orgId, clock);
  let picture = 0;
  let teams: Set<string> | null = null;
  let assigned = new Set<string>();
  const assign = async (to: ReadonlySet<string>): Promise<void> => {
    const fresh = new Set([...replay.names].filter((name) => !assigned.has(name)));
    if (fresh.size > 0) await assignDemo(ctx, to, fresh);
    assigned = replay.names;
  };
  const zones = await findDayZones(system.sql, { orgId });
  for (const [index, { day, deliveries, workflows, archived }] of plan.days.entries()) {
    if (day >= firstMailDay(now)) {
      clock.now = day;
      if (teams === null) {
        teams = await staffDemo(ctx);
        if (!options.beside) await reportDemo(ctx);
      }
      await assign(teams);
      // Beside real reports the demo is in no figure, and so in no mail.
      if (!options.beside) await mailDemo(system, orgId, day);
      await fixBadWeek(ctx, plan.troubles, day);
      await fixOnDay(ctx, replay, options.seed, deliveries);
    }
    const reports = systemReports(day, now, plan.repositories);
    await replay.systems(reports);
    if (reports.length > 0) {
      picture += 1;
      const at = new Date(day.getTime() + REVIEW_HOUR * HOUR_MS);
      await reviewDemo(ctx, { picture, systems: replay.systemIds, at });
    }
    await replay.workflows(workflows);
    await replay.day(deliveries);
    const evening = new Date(Math.min(dayEnd(zones, dayOf(day)).getTime() - MINUTE_MS, now.getTime()));
    await replay.archive(archived, evening);
    await decideOnDay(system, orgId, replay, { day, evening, now });
    if (index % 7 === 6) await replay.rescoreStale(evening);
    if (!options.beside) {
      await rollUpOrganization(system.sql, { orgId }, evening);
      await endDay(system, orgId, replay, { day: dayOf(day), zones });
    }
    options.onProgress(replay.delivered, plan.total + SYSTEM_REPORTS + PATH_REPORTS);
  }
  clock.now = now;
  await assign(teams ?? (await staffDemo(ctx)));
}

/** What the first roll-up of the next day does, where that one has begun. */
async function endDay(
  system: BoundSystem,
  orgId: number,
  replay: Replay,
  { day, zones }: { day: string; zones: DayZones },
): Promise<void> {
  if (dayEnd(zones, day) > system.now()) return;
  await inTransaction(system.sql, (tx) => carryDay(tx, { orgId }, replay.repositoryIds, day));
  await finishDay(system.sql, { orgId }, { day, zones });
}

/** What was decided weeks ago, and what time made of it since. */
async function decideOnDay(
  system: BoundSystem,
  orgId: number,
  replay: Replay,
  { day, evening, now }: { day: Date; evening: Date; now: Date },
): Promise<void> {
  const since = addDays(now, -EARLY_DAYS);
  if (dayOf(day) === dayOf(since)) await decideEarly(demoContext(system, orgId, { now: evening }), [...replay.names]);
  else if (day > since) await sweepOrganization(system, orgId, evening);
}

/** Brings every repository up to date and fills the days on which nothing was delivered. */
async function settleToday(system: BoundSystem, orgId: number, replay: Replay, beside: boolean): Promise<void> {
  const now = system.now();
  const yesterday = dayBefore(dayAt(await findDayZones(system.sql, { orgId }), now));
  for (const repoId of replay.repositoryIds) {
    await inTransaction(system.sql, (tx) => carryDaysForward(tx, { orgId, repoId }, yesterday));
    await rescoreRepository(system.sql, { orgId, repoId }, now);
  }
  if (!beside) await rollUpOrganization(system.sql, { orgId }, now);
}
