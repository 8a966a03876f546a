import type { ReadScope } from '#lib/domain/access/read-scope.ts';
import type { RuleConditions, RuledFinding, RuledRepository } from '#lib/domain/decision/exception-rule.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { severityNumber, severityOf } from '#lib/domain/finding/severity-number.ts';
import type { Connection, Transaction } from '../client.ts';
import { both } from './findings-filter.ts';
import type { Fragment } from './fragment.ts';
import { gateMayCount } from './gate-may-count.ts';
import { at, isSaidNow, type Place } from './present-evidence.ts';
import { countsForOrganization, inScope, type OrganizationScope, type RepositoryScope } from './scope.ts';

/** A finding as rules see it, and what keeps a rule from it. */
export interface RuleCandidate extends RuledFinding {
  repoId: number;
  number: number;
  title: string;
  path: string | null;
  line: number | null;
  exploit: number;
  /** It has an exception that waits or is in force. */
  live: boolean;
  /** Rules of which it had an exception that ended before them, by conditions or by a person: they have no say any more. */
  spent: number[];
}

interface CandidateRow {
  repoId: number;
  number: number;
  title: string;
  scanner: string;
  ruleId: string;
  category: Category;
  packageName: string | null;
  severity: number;
  exploit: number;
  path: string | null;
  line: number | null;
  live: boolean;
  spent: number[];
  places: string[] | null;
  beyond: boolean;
}

/** Every file of a finding, by the reports that hold it now, and whether a report has more of them than are kept. */
const placesOf = (sql: Connection, place: Place): Fragment => sql`
  left join lateral (
    select array_agg(distinct at.path) filter (where at.path is not null) as places,
      coalesce(bool_or((e.record ->> 'totalLocations')::int > jsonb_array_length(e.record -> 'locations')), false) as beyond
    from evidence e
    left join lateral (
      select e.record ->> 'path' as path
      union all select l ->> 'path' from jsonb_array_elements(e.record -> 'locations') l) at on true
    where ${at(sql, 'e', place)} and e.finding_number = f.number and ${isSaidNow(sql, place)}
  ) seen on true`;

function columns(sql: Connection, withPlaces: boolean): Fragment {
  return sql`
    f.repo_id, f.number, f.title, f.scanner, f.rule_id, f.category, f.package_name,
    coalesce(f.severity_set, f.severity)::int as severity, f.exploit, f.path, f.line,
    exists (
      select 1 from exceptions e where e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number
        and e.state in ('requested', 'in_force')) as live,
    array(
      select e.exception_rule from exceptions e
      where e.org_id = f.org_id and e.repo_id = f.repo_id and e.finding_number = f.number and e.exception_rule is not null
        and e.state not in ('requested', 'in_force') and e.end_reason is distinct from 'rule_left') as spent,
    ${withPlaces ? sql`seen.places, seen.beyond` : sql`null::text[] as places, false as beyond`}`;
}

function candidateOf({ places, beyond, severity, path, ...row }: CandidateRow): RuleCandidate {
  const paths = [...new Set([...(path === null ? [] : [path]), ...(places ?? [])])];
  return { ...row, path, severity: severityOf(severity), paths: beyond ? null : paths };
}

/** Findings of a repository by their numbers, those that a gate counts there or on a branch. `withPlaces`: a rule asks for their files. */
export async function findOpenByNumbers(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
  withPlaces: boolean,
): Promise<RuleCandidate[]> {
  const rows = await tx<CandidateRow[]>`
    select ${columns(tx, withPlaces)} from findings f ${withPlaces ? placesOf(tx, { orgId, repoId }) : tx``}
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...numbers]}::int[])
      and ${gateMayCount(tx, { orgId, repoId })}
    order by f.number`;
  return rows.map(candidateOf);
}

/** The same of findings in the state of a decision, whether or not they would be open. */
export async function findRuledByNumbers(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  numbers: readonly number[],
): Promise<RuleCandidate[]> {
  const rows = await tx<CandidateRow[]>`
    select ${columns(tx, true)} from findings f ${placesOf(tx, { orgId, repoId })}
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = any(${[...numbers]}::int[]) order by f.number`;
  return rows.map(candidateOf);
}

/** A pattern as LIKE has it: matches at least what the pattern does, the exact answer is the domain's. */
function likeOf(pattern: string): string {
  return pattern
    .replace(/^(?:\.?\/)+/, '')
    .replace(/[\\%_]/g, '\\$&')
    .replace(/[*/]*\*[*/]*/g, '%');
}

/** Paths are told with and without what may stand before the first name; a name alone may be in any folder. */
function pathLikes(pattern: string): string[] {
  const like = likeOf(pattern.endsWith('/') ? `${pattern}**` : pattern);
  return [like, `%/${like}`];
}

/** What a rule asks of a finding, as far as columns can tell; never stricter than the rule. */
function mayMatch(sql: Connection, conditions: RuleConditions, where: Fragment): Fragment {
  const { scanners, rules, categories, paths, packages, severityAtMost } = conditions;
  const exact = rules.every((rule) => !rule.includes('*'));
  return both(sql, [
    where,
    ...(scanners.length === 0 ? [] : [sql`f.scanner = any(${[...scanners]}::text[])`]),
    ...(categories.length === 0 ? [] : [sql`f.category = any(${[...categories]}::text[])`]),
    ...(rules.length === 0
      ? []
      : [
          exact ? sql`f.rule_id = any(${[...rules]}::text[])` : sql`f.rule_id like any(${rules.map(likeWord)}::text[])`,
        ]),
    ...(packages.length === 0 ? [] : [sql`f.package_name like any(${packages.map(likeWord)}::text[])`]),
    ...(paths.length === 0 ? [] : [sql`f.path like any(${paths.flatMap(pathLikes)}::text[])`]),
    // An unknown severity, which is -1, counts as medium.
    ...(severityAtMost === null
      ? []
      : [
          sql`(case coalesce(f.severity_set, f.severity) when -1 then 2 else coalesce(f.severity_set, f.severity) end)
            <= ${severityNumber(severityAtMost)}::int`,
        ]),
  ]);
}

const likeWord = (pattern: string): string => pattern.replace(/[\\%_]/g, '\\$&').replace(/\*+/g, '%');

/** Findings of a repository that a gate counts, there or on a branch, and that a rule may be about, in the order of their numbers. */
export async function findRuleMatches(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  conditions: RuleConditions,
  { after, limit }: { after: number; limit: number },
): Promise<RuleCandidate[]> {
  const withPlaces = conditions.paths.length > 0;
  const rows = await tx<CandidateRow[]>`
    select ${columns(tx, withPlaces)} from findings f ${withPlaces ? placesOf(tx, { orgId, repoId }) : tx``}
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number > ${after} and ${mayMatch(tx, conditions, gateMayCount(tx, { orgId, repoId }))}
    order by f.number limit ${limit}`;
  return rows.map(candidateOf);
}

/** The same of several repositories, in no order; only what is open there: a preview tells what would leave the counts. */
export async function findRuleMatchesIn(
  sql: Connection,
  { orgId }: OrganizationScope,
  repoIds: readonly number[],
  conditions: RuleConditions,
  limit: number,
): Promise<RuleCandidate[]> {
  const withPlaces = conditions.paths.length > 0;
  const rows = await sql<CandidateRow[]>`
    with few as materialized (
      select f.org_id, f.repo_id, f.number from findings f
      where f.org_id = ${orgId} and f.repo_id = any(${[...repoIds]}::int[])
        and ${mayMatch(sql, conditions, sql`f.state = 'open'`)} limit ${limit})
    select ${columns(sql, withPlaces)}
    from few join findings f on f.org_id = ${orgId} and f.repo_id = few.repo_id and f.number = few.number
    ${withPlaces ? placesOf(sql, null) : sql``}`;
  return rows.map(candidateOf);
}

/** Repositories in scope as rules see them; those that are not counted anywhere are left out when `counted`. */
export async function findRuledRepositories(
  sql: Connection,
  scope: ReadScope,
): Promise<(RuledRepository & { repoId: number; counts: boolean })[]> {
  return sql<(RuledRepository & { repoId: number; counts: boolean })[]>`
    select r.id as repo_id, r.full_name, ${countsForOrganization(sql, scope)} as counts,
      array(
        select distinct t.slug from team_repositories o join teams t on t.org_id = o.org_id and t.id = o.team_id
        where o.org_id = ${scope.orgId} and o.repo_id = r.id) as teams,
      array(select l.label from repository_labels l where l.org_id = ${scope.orgId} and l.repo_id = r.id) as labels
    from repositories r
    where r.org_id = ${scope.orgId} and ${inScope(sql, scope, 'r.id')} and r.deleting_at is null
    order by r.id`;
}
