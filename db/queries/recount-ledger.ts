import { LEDGER_CAUSES, MICRO } from '#lib/domain/ledger/cause.ts';
import type { Connection } from '../client.ts';
import type { CountedRow } from './recount-history.ts';
import { repositoryDays } from './repository-days.ts';
import type { RepositoryScope } from './scope.ts';

/** Sums of a ledger in the order in which they are stored, without whether anything is measured: see `storedTotals`. */
const LEDGER_FIELDS = 3;

/**
 * What is stored of a ledger beside its entries: sums by cause of the repository, the sum of all points beside the score, and
 * the sum of points up to the end of each day. Scores are stored in full in the detail alone.
 */
export async function ledgerOf(sql: Connection, { orgId, repoId }: RepositoryScope): Promise<CountedRow[]> {
  const causes = [...LEDGER_CAUSES];
  const { endOf } = await repositoryDays(sql, { orgId, repoId });
  return sql<CountedRow[]>`
    with entries as (
      select cause, sum(points)::bigint as points, count(*)::bigint as entries, sum(findings)::bigint as findings
      from ledger_entries where org_id = ${orgId} and repo_id = ${repoId} group by cause),
    state as (
      select ledger, case when score is null then 0 else round((score_detail ->> 'score')::float8 * ${MICRO}::int) end as micro
      from repository_state where org_id = ${orgId} and repo_id = ${repoId} and ledger is not null),
    causes as (select c.cause, ((c.place - 1) * ${LEDGER_FIELDS}::int)::int as place from unnest(${causes}::text[]) with ordinality c(cause, place)),
    days as (
      select d.day, (
        select sum(d.ledger[2 + c.place]) from causes c)::bigint as stored, (
        select coalesce(sum(e.points), 0) from ledger_entries e
        where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.at < ${endOf('d.day')})::bigint as counted
      from repository_days d where d.org_id = ${orgId} and d.repo_id = ${repoId} and d.ledger is not null)
    select c.cause as name, v.name as column, v.stored::text as stored, v.counted::text as counted
    from state s cross join causes c left join entries e on e.cause = c.cause, lateral (values
      ('points', coalesce(s.ledger[2 + c.place], 0), coalesce(e.points, 0)),
      ('entries', coalesce(s.ledger[3 + c.place], 0), coalesce(e.entries, 0)),
      ('findings', coalesce(s.ledger[4 + c.place], 0), coalesce(e.findings, 0))) v(name, stored, counted)
    where v.stored <> v.counted
    union all
    select '', 'score', s.micro::text, e.points::text from state s, (select coalesce(sum(points), 0) as points from entries) e
    where abs(s.micro - e.points) > 1
    union all
    select day::text, 'ledger', stored::text, counted::text from days where stored <> counted
    order by 1, 2 limit 100`;
}
