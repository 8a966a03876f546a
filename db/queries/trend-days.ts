import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import type { Criticality } from '#lib/domain/repository/criticality.ts';
import type { TrendStep } from '#lib/domain/trend/buckets.ts';
import type { CountsBySeverity, DayMeasures, KnownMeasures, TrendDay } from '#lib/domain/trend/day.ts';
import { MEASURED, type Measured, type MeasureNeeds } from '#lib/domain/trend/metric.ts';
import type { MemberDay } from '#lib/domain/trend/together.ts';
import type { Connection, Transaction } from '../client.ts';
import { unpackScoreParts } from '../score-parts.ts';
import type { Fragment } from './fragment.ts';
import { hasRealReports, inScope, notOfDemo, type OrganizationScope } from './scope.ts';

interface DayRow extends Omit<TrendDay, 'open' | 'measures'> {
  /** By severity: info 0 … critical 4, unknown 5. */
  open: number[];
  measures: ReadMeasures;
}

function trendDay<Row extends { open: number[] }>({ open, ...row }: Row): Omit<Row, 'open'> & Pick<TrendDay, 'open'> {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = open;
  return { ...row, open: { critical, high, medium, unknown, low, info } };
}

export interface TrendRead {
  from: string;
  to: string;
  /** With the score. */
  scored: boolean;
  /** With these parts of what is measured at the end of days. */
  measured: (MeasureNeeds & { by: TrendStep }) | null;
}

/** All of the measures of a day. */
export const WHOLE_MEASURES = { by: 'day' as const, ends: [], all: MEASURED };

/** Histograms of ages are long: those that no chart asks for stay in the database. What was not measured is null here. */
function measuresOf(sql: Connection, { measured }: TrendRead): Fragment {
  if (measured === null) return sql`null::json`;
  const { all, ends } = measured;
  const only = (names: readonly Measured[]): Fragment =>
    sql.unsafe(
      `json_build_object(${names.map((name) => `'${name}', d.measures -> '${name}'`).join(', ')})`,
    ) as Fragment;
  return sql`case when d.measures is null then null when d.day = d.last_measured then ${only([...all, ...ends])} else ${only(all)} end`;
}

type ReadMeasures = { [Name in Measured]?: KnownMeasures[Name] | null } | null;

/** What is measured of a day, without what is not known of it. */
function knownOf(read: ReadMeasures): KnownMeasures | null {
  return read && (Object.fromEntries(Object.entries(read).filter(([, value]) => value !== null)) as KnownMeasures);
}

/** The last day of each step that is measured. */
function lastMeasured(sql: Connection, { measured }: TrendRead): Fragment {
  if (measured === null || measured.by === 'day') return sql`d.day`;
  return sql`max(d.day) filter (where d.measures is not null) over (partition by date_trunc(${measured.by}::text, d.day::timestamp))`;
}

/** Whether repository `r` counted on the day of its row `d`, which says whether it was archived then. */
export function countedThen(sql: Connection, scope: OrganizationScope): Fragment {
  return sql`(not coalesce(d.archived, r.archived) and r.deleting_at is null
    and (not r.demo or not ${hasRealReports(sql, scope)}))`;
}

/** Days `d` of the repositories `r` in scope that counted on them. */
const membersThen = (sql: Connection, scope: ReadScope): Fragment => sql`repository_days d
      join repositories r on r.org_id = d.org_id and r.id = d.repo_id
      where d.org_id = ${scope.orgId} and r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'd.repo_id')}
        and ${countedThen(sql, scope)}`;

/** The organization's own rows of a period. */
export async function findOrganizationTrend(
  sql: Connection,
  scope: OrganizationScope,
  read: TrendRead,
): Promise<TrendDay[]> {
  const rows = await sql<DayRow[]>`
    select d.day::text as day, d.score,
      array[d.open_info, d.open_low, d.open_medium, d.open_high, d.open_critical, d.open_unknown] as open,
      d.introduced, d.disclosed, d.first_scan, d.reopened, d.fixed, ${measuresOf(sql, read)} as measures
    from (
      select d.*, ${lastMeasured(sql, read)} as last_measured from organization_days d
      where d.org_id = ${scope.orgId} and d.day between ${read.from}::text::date and ${read.to}::text::date
        and ${notOfDemo(sql, scope, 'd.day')}) d
    order by d.day`;
  return rows.map((row) => ({ ...trendDay(row), measures: knownOf(row.measures) }));
}

interface MembersRow extends Omit<MemberDay, 'open' | 'measures'> {
  open: number[];
  measures: ReadMeasures[];
}

/** What the repositories in scope that counted on each day add up to. */
export async function findMemberTrend(sql: Connection, scope: ReadScope, read: TrendRead): Promise<MemberDay[]> {
  const members = read.scored
    ? sql`array_agg(d.counted_as order by d.repo_id) as criticalities,
        array_agg(d.score order by d.repo_id) as scores`
    : sql`'{}'::text[] as criticalities, '{}'::real[] as scores`;
  const measures =
    read.measured === null ? sql`'[]'::json` : sql`json_agg(${measuresOf(sql, read)} order by d.repo_id)`;
  const rows = await sql<MembersRow[]>`
    select d.day::text as day, count(*)::int as repositories, ${members}, ${measures} as measures,
      array[sum(d.open_info), sum(d.open_low), sum(d.open_medium), sum(d.open_high), sum(d.open_critical),
        sum(d.open_unknown)]::int[] as open,
      sum(d.introduced)::int as introduced, sum(d.disclosed)::int as disclosed, sum(d.first_scan)::int as first_scan,
      sum(d.reopened)::int as reopened, sum(d.fixed)::int as fixed
    from (
      select d.*, coalesce(d.criticality, r.criticality) as counted_as, ${lastMeasured(sql, read)} as last_measured
      from ${membersThen(sql, scope)} and d.day between ${read.from}::text::date and ${read.to}::text::date) d
    group by d.day order by d.day`;
  return rows.map((row) => ({ ...trendDay(row), measures: row.measures.map(knownOf) }));
}

/** The scores of the repositories in scope that counted on some days. */
export async function findMemberScores(
  sql: Connection,
  scope: ReadScope,
  days: readonly string[],
): Promise<Pick<MemberDay, 'day' | 'criticalities' | 'scores'>[]> {
  return sql<Pick<MemberDay, 'day' | 'criticalities' | 'scores'>[]>`
    select d.day::text as day, array_agg(coalesce(d.criticality, r.criticality) order by d.repo_id) as criticalities,
      array_agg(d.score order by d.repo_id) as scores
    from ${membersThen(sql, scope)} and d.day = any(${[...days]}::text[]::date[]) group by d.day`;
}

/** Whether the organization's row of a day was finished. */
export async function isDayFinal(sql: Connection, { orgId }: OrganizationScope, day: string): Promise<boolean> {
  const [row] = await sql<{ final: boolean }[]>`
    select final from organization_days where org_id = ${orgId} and day = ${day}::text::date`;
  return row?.final ?? false;
}

type Ages = Map<number, CountsBySeverity>;

/** Findings by repository, severity and whole days: those open at the end of a day, or those fixed on it. */
export async function findAges(
  sql: Connection,
  { orgId }: OrganizationScope,
  of: 'open' | 'fixed',
  { start, end }: { start: Date; end: Date },
): Promise<Ages> {
  const which =
    of === 'open'
      ? sql`state = 'open' and opened_at < ${end}`
      : sql`fixed_at >= ${start} and fixed_at < ${end} and state = 'fixed'`;
  const until = of === 'open' ? sql`${end}::timestamptz` : sql`fixed_at`;
  const rows = await sql<{ repoId: number; severity: number; days: number; count: number }[]>`
    select repo_id, coalesce(severity_set, severity)::int as severity,
      floor(extract(epoch from ${until} - opened_at) / 86400)::int as days, count(*)::int as count
    from findings where org_id = ${orgId} and ${which} group by 1, 2, 3`;
  const ages: Ages = new Map();
  for (const { repoId, severity, days, count } of rows) {
    const known = ages.get(repoId) ?? {};
    const name = severityOf(severity);
    known[name] = { ...known[name], [Math.max(0, days)]: count };
    ages.set(repoId, known);
  }
  return ages;
}

export interface DayMember {
  repoId: number;
  criticality: Criticality;
  categories: number[] | null;
  falsePositives: number;
  real: number;
}

/** The repositories that counted on a day, and what is measured of each without looking at its findings. */
export async function findDayMembers(sql: Connection, scope: OrganizationScope, day: string): Promise<DayMember[]> {
  const rows = await sql<(Omit<DayMember, 'categories'> & { parts: Buffer | null })[]>`
    select d.repo_id, coalesce(d.criticality, r.criticality) as criticality, s.score_parts as parts,
      coalesce(c.false_positives, 0)::int as false_positives, coalesce(c.real, 0)::int as real
    from repositories r
    join repository_days d on d.org_id = r.org_id and d.repo_id = r.id
    join repository_state s on s.org_id = r.org_id and s.repo_id = r.id
    left join (
      select repo_id, sum(count) filter (where state = 'false_positive') as false_positives,
        sum(count) filter (where state in ('fixed', 'accepted')) as real
      from finding_counts where org_id = ${scope.orgId} and state in ('false_positive', 'fixed', 'accepted') group by repo_id) c
      on c.repo_id = r.id
    where r.org_id = ${scope.orgId} and d.org_id = ${scope.orgId} and s.org_id = ${scope.orgId} and d.day = ${day}::text::date
      and ${countedThen(sql, scope)}
    order by d.repo_id`;
  return rows.map(({ parts, ...row }) => ({ ...row, categories: parts && unpackScoreParts(parts).categories }));
}

/** Writes what was measured of a day that is over, once: rows that have measures keep them. */
export async function writeDayMeasures(
  tx: Transaction,
  { orgId }: OrganizationScope,
  day: string,
  measured: readonly { repoId: number; measures: DayMeasures }[],
): Promise<void> {
  await tx`
    update repository_days d set measures = m.measures
    from jsonb_to_recordset(${JSON.stringify(measured)}::text::jsonb) as m("repoId" int, measures jsonb)
    where d.org_id = ${orgId} and d.repo_id = m."repoId" and d.day = ${day}::text::date and d.measures is null`;
}

/** Finishes the organization's row of a day, from those of its repositories: it is never written again. */
export async function finishOrganizationDay(
  tx: Transaction,
  { orgId }: OrganizationScope,
  row: TrendDay & { repositories: number; formula: number },
): Promise<void> {
  const { open } = row;
  await tx`
    insert into organization_days (org_id, day, score, not_measured, detail, open_critical, open_high, open_medium, open_low,
      open_info, open_unknown, introduced, disclosed, first_scan, reopened, fixed, repositories, formula, measures, final)
    values (${orgId}, ${row.day}, ${row.score}, null, null, ${open.critical}, ${open.high}, ${open.medium}, ${open.low},
      ${open.info}, ${open.unknown}, ${row.introduced}, ${row.disclosed}, ${row.firstScan}, ${row.reopened}, ${row.fixed},
      ${row.repositories}, ${row.formula}, ${row.measures === null ? null : tx.json(row.measures)}, true)
    on conflict (org_id, day) do update set score = excluded.score, open_critical = excluded.open_critical,
      open_high = excluded.open_high, open_medium = excluded.open_medium, open_low = excluded.open_low,
      open_info = excluded.open_info, open_unknown = excluded.open_unknown, introduced = excluded.introduced,
      disclosed = excluded.disclosed, first_scan = excluded.first_scan, reopened = excluded.reopened, fixed = excluded.fixed,
      repositories = excluded.repositories, measures = excluded.measures, final = true
    where not organization_days.final`;
}

/** Days of a period from which on figures mean something else: another formula, other due dates, other rules of the gate. */
export async function findAnnotations(
  sql: Connection,
  { orgId }: OrganizationScope,
  { days, starts, end }: { days: readonly string[]; starts: readonly Date[]; end: Date },
): Promise<{ day: string; text: string }[]> {
  const [from = '', to = ''] = [days[0], days.at(-1)];
  const instants = [...starts, end].map((at) => at.toISOString());
  const dayOf = (at: string): Fragment =>
    sql`(${[...days]}::text[])[width_bucket(${sql.unsafe(at)}, ${instants}::text[]::timestamptz[])]::date`;
  return sql<{ day: string; text: string }[]>`
    select day::text as day, text from (
      select day, 'Version ' || formula || ' of the formula of the score' as text from (
        select day, formula, lag(formula) over (order by day) as before from organization_days where org_id = ${orgId}
          and day between ${from}::text::date - 31 and ${to}::text::date) formulas
      where before <> formula
      union all
      select ${dayOf('changed_at')}, 'Due dates, or rules of exceptions, were changed' from decision_policies
      where org_id = ${orgId}
      union all
      select ${dayOf('at')}, 'Version ' || version || ' of the policy' from policy_versions where org_id = ${orgId}) said
    where day between ${from}::text::date and ${to}::text::date
    order by day, text limit 100`;
}
