import type { Sql } from '#db/client.ts';
import { findDayZones } from '#db/queries/day-zones.ts';
import {
  countDue,
  countExploited,
  countFixedSince,
  type DoableRow,
  type DueCounts,
  type DueRow,
  type FlowRow,
  findDoable,
  findDue,
  findHeld,
  findTeamNames,
  type HeldRow,
  type TeamName,
} from '#db/queries/digest-facts.ts';
import { findLoaded } from '#db/queries/feed-loads.ts';
import {
  countFailedRules,
  countGates,
  countOpenDecisions,
  type FailedRule,
  type GateCounts,
  type OpenDecisions,
} from '#db/queries/gate-history.ts';
import { findOrganization, type Organization } from '#db/queries/organizations.ts';
import { countPipelineDrift, type DriftCount } from '#db/queries/pipeline-drift.ts';
import { findPortfolio, findUnmeasuredOfDay, type PortfolioRow } from '#db/queries/posture.ts';
import {
  type AdminGain,
  findAdminGains,
  findNewWeaknesses,
  findPathGains,
  type PathGain,
  type PrivilegeWeakness,
} from '#db/queries/privilege-gains.ts';
import { findSights } from '#db/queries/sights.ts';
import { findSilentStreams, type SilentRow } from '#db/queries/silence.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import type { Sights } from '#lib/domain/access/sights.ts';
import { dayAt, dayEnd, dayStart } from '#lib/domain/calendar/day-zones.ts';
import { REMIND_DAYS } from '#lib/domain/decision/reminder.ts';
import type { LedgerMember } from '#lib/domain/ledger/between.ts';
import { addDays } from '#lib/domain/time.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { Fault } from '#lib/errors.ts';
import { membersOf } from '#lib/views/ledger/members-of.ts';
import type { Period } from '#lib/views/ledger/period-of.ts';

/** Rows that a list of a digest shows. */
export const SHOWN = 5;
/** More than these say nothing that their number does not say. */
const MANY = 100_000;
export const DAYS = 7;

/** What happened in an organization in the seven days up to `now`: read once, and cut to what each recipient may see. */
export interface Week {
  organization: Organization;
  now: Date;
  /** The day from whose start on it counts, `2026-11-23`, and that start; and the day of `now`. */
  since: string;
  begin: Date;
  today: string;
  portfolio: readonly PortfolioRow[];
  /** Points that were not measured at the end of `since`. */
  unmeasured: ReadonlyMap<number, number>;
  /** What the ledger of each repository said at the end of `since`, and says now. */
  ledgers: readonly LedgerMember[];
  fixed: ReadonlyMap<number, number>;
  /** In the order of the queue. */
  doable: readonly DoableRow[];
  due: ReadonlyMap<number, DueCounts>;
  /** Fixes of what KEV lists, by repository; null: KEV was never loaded, so that it is not known. */
  exploited: ReadonlyMap<number, number> | null;
  /** What KEV says is a sample of the demo. */
  sampled: boolean;
  newlyOverdue: readonly DueRow[];
  dueNext: readonly DueRow[];
  silent: readonly SilentRow[];
  held: readonly HeldRow[];
  /** Of repositories with exceptions, or exemptions, that end soon or wait. */
  exceptions: readonly OpenDecisions[];
  exemptions: readonly OpenDecisions[];
  /** By which somebody became admin of something. */
  adminGains: readonly AdminGain[];
  /** By which somebody reaches production alone who did not before. */
  pathGains: readonly PathGain[];
  weaknesses: readonly PrivilegeWeakness[];
  /** Of repositories whose pipelines give more to somebody. */
  drift: readonly DriftCount[];
  gates: readonly GateCounts[];
  failedRules: readonly FailedRule[];
  sights: Sights;
  teams: ReadonlyMap<number, TeamName>;
  /** Ids of the teams that own a repository, by their slugs. */
  ownersOf: ReadonlyMap<number, readonly number[]>;
}

const byRepository = (rows: readonly FlowRow[]): Map<number, number> =>
  new Map(rows.map(({ repoId, count }) => [repoId, count]));

/** Reads what everybody's digest of the week is made of, whoever and however many they are. */
export async function readWeek(sql: Sql, orgId: number, now: Date): Promise<Week> {
  const scope = wholeOrganization(orgId);
  const zones = await findDayZones(sql, scope);
  const today = dayAt(zones, now);
  const since = shiftDay(today, -DAYS);
  const begin = dayStart(zones, since);
  const ends: Pick<Period, 'from' | 'to'> = {
    from: { day: since, at: dayEnd(zones, since), provisional: false },
    to: { day: today, at: now, provisional: true },
  };
  const until = addDays(now, DAYS);
  const soon = addDays(now, REMIND_DAYS[0]);
  const organization = await findOrganization(sql, orgId);
  if (organization === null) throw new Fault('not_found', 'The organization was removed.');
  const portfolio = await findPortfolio(sql, scope);
  const ids = portfolio.map(({ repoId }) => repoId);
  const [teams, sights] = await Promise.all([findTeamNames(sql, scope), findSights(sql, scope)]);
  const kev = await findLoaded(sql, scope, 'kev');
  return {
    ...{ organization, now, since, begin, today, portfolio, sights },
    unmeasured: ids.length === 0 ? new Map() : await findUnmeasuredOfDay(sql, scope, ids, since),
    ledgers: await membersOf({ readSql: sql, readScope: scope }, ends),
    fixed: byRepository(await countFixedSince(sql, scope, begin)),
    doable: await findDoable(sql, scope),
    due: new Map((await countDue(sql, scope, { since: begin, now, until })).map((row) => [row.repoId, row])),
    exploited: kev === null ? null : byRepository(await countExploited(sql, scope)),
    sampled: kev?.way === 'demo',
    newlyOverdue: await findDue(sql, scope, { from: begin, until: now, limit: SHOWN }),
    dueNext: await findDue(sql, scope, { from: now, until, limit: SHOWN }),
    silent: await findSilentStreams(sql, scope, now, MANY),
    held: await findHeld(sql, scope, MANY),
    exceptions: await countOpenDecisions(sql, scope, 'exceptions', soon),
    exemptions: await countOpenDecisions(sql, scope, 'exemptions', soon),
    adminGains: await findAdminGains(sql, scope, begin, MANY),
    pathGains: await findPathGains(sql, scope, begin, MANY),
    weaknesses: await findNewWeaknesses(sql, scope, begin, MANY),
    drift: await countPipelineDrift(sql, scope, begin, MANY),
    gates: await countGates(sql, scope, { since: begin, repoIds: null, pipelineIds: null }),
    failedRules: await countFailedRules(sql, scope, { since: begin, repoIds: null, pipelineIds: null }),
    teams: new Map(teams.map((team) => [team.id, team])),
    ownersOf: ownersOf(sights, teams),
  };
}

function ownersOf({ owned }: Sights, teams: readonly TeamName[]): Map<number, number[]> {
  const owners = new Map<number, number[]>();
  for (const { id } of teams) {
    for (const repoId of owned.get(id) ?? []) owners.set(repoId, [...(owners.get(repoId) ?? []), id]);
  }
  return owners;
}
