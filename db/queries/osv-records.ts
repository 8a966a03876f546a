import { MALICIOUS_PREFIX } from '#lib/domain/advisory/malicious.ts';
import type { OsvInterval, OsvRow } from '#lib/domain/feed/osv.ts';
import type { Connection, Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

/** What became of a batch of records. */
export interface OsvWritten {
  /** Of which something that counts is another thing now. */
  changed: number;
  /** Left out, because what is stored is newer. */
  older: number;
}

const FACTS = (alias: string): string =>
  `${alias}.withdrawn, ${alias}.names, ${alias}.affected, ${alias}.severity::smallint`;

/**
 * Writes the records that say something else than what is stored of them. Each id once.
 * @param forced also those that are older than what is stored
 */
export async function putOsv(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { load, forced }: { load: number; forced: boolean },
  rows: readonly OsvRow[],
): Promise<OsvWritten> {
  const given = rows.map(({ affected, ...row }) => ({ ...row, affected: affected.length === 0 ? null : affected }));
  const [written] = await tx<[OsvWritten]>`
    with given as (
      select g.id, g.modified, g.withdrawn, g.names, nullif(g.affected, 'null'::jsonb) as affected, g.severity
      from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
        as g(id text, modified timestamptz, withdrawn boolean, names text[], affected jsonb, severity int)),
    old as (
      select count(*)::int as count from given g
      join osv_records r on r.org_id = ${orgId} and r.id = g.id and r.modified > g.modified),
    put as (
      insert into osv_records as r (org_id, id, modified, withdrawn, names, affected, severity, changed_by)
      select ${orgId}::int, g.id, g.modified, g.withdrawn, g.names, g.affected, g.severity, ${load}::int from given g
      on conflict (org_id, id) do update set modified = excluded.modified, withdrawn = excluded.withdrawn,
        names = excluded.names, affected = excluded.affected, severity = excluded.severity,
        changed_by = case when (${tx.unsafe(FACTS('r'))}) is distinct from (${tx.unsafe(FACTS('excluded'))})
          then excluded.changed_by else r.changed_by end
      where (r.modified, ${tx.unsafe(FACTS('r'))}) is distinct from (excluded.modified, ${tx.unsafe(FACTS('excluded'))})
        and (${forced}::boolean or excluded.modified >= r.modified)
      returning r.changed_by)
    select (select count(*) from put where changed_by = ${load})::int as changed,
      case when ${forced}::boolean then 0 else (select count from old) end as older`;
  return written ?? { changed: 0, older: 0 };
}

/** Names that the records of a load state as those of one problem, in batches. */
export async function* readOsvNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  load: number,
  size: number,
): AsyncGenerator<string[][]> {
  let after = '';
  while (true) {
    const rows = await sql<{ id: string; names: string[] }[]>`
      select id, names from osv_records
      where org_id = ${orgId} and changed_by = ${load} and id > ${after} and cardinality(names) > 1 order by id limit ${size}`;
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(({ names }) => names);
    after = last.id;
  }
}

export async function countOsvRecords(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from osv_records where org_id = ${orgId}`;
  return row?.count ?? 0;
}

/** Records of OSV (alias `o`) under any name of the advisory in `advisory`, with what they say of the package in `package`. */
export function affectedUnderAnyName(
  sql: Connection,
  { orgId }: OrganizationScope,
  column: { advisory: string; package: string },
): Fragment {
  const [advisory, name] = [sql.unsafe(column.advisory), sql.unsafe(column.package)];
  return sql`
    cross join lateral (
      select ${advisory} as name union
      select n.name from advisory_names n where n.org_id = ${orgId} and n.canonical = ${advisory}) names
    join osv_records o on o.org_id = ${orgId} and o.id = names.name and o.affected is not null
    cross join lateral (
      select one -> 'intervals' as intervals from jsonb_array_elements(o.affected) one
      where one ->> 'package' = ${name}) said`;
}

/** What records say of one package of an advisory. */
export interface OsvSaid {
  advisory: string;
  package: string;
  intervals: OsvInterval[];
}

/** By pairs of an advisory and a package key; a pair that no record knows a fix of is missing. */
export async function findOsvAffected(
  sql: Connection,
  scope: OrganizationScope,
  asked: readonly { advisory: string; packageKey: string }[],
): Promise<OsvSaid[]> {
  const rows = await sql<{ advisory: string; package: string; intervals: OsvInterval[][] }[]>`
    select a.advisory, a.package, jsonb_agg(said.intervals) as intervals
    from unnest(${asked.map(({ advisory }) => advisory)}::text[], ${asked.map(({ packageKey }) => packageKey)}::text[])
      as a(advisory, package) ${affectedUnderAnyName(sql, scope, { advisory: 'a.advisory', package: 'a.package' })}
    where exists (select 1 from osv_records any_row where any_row.org_id = ${scope.orgId})
    group by 1, 2`;
  return rows.map(({ intervals, ...row }) => ({ ...row, intervals: intervals.flat() }));
}

/** A record that says something of an advisory, for people; or the id of a malicious package, of which none is loaded. */
export interface OsvSource {
  id: string;
  /** Null: no record of it is loaded. */
  modified: Date | null;
  withdrawn: boolean | null;
  /** That it states; null: none. */
  severity: number | null;
  /** It says which version of the package fixes the problem. */
  fixes: boolean;
}

/** What there is under any name of an advisory, the newest first. */
export async function findOsvSources(
  sql: Connection,
  { orgId }: OrganizationScope,
  { advisory, packageKey }: { advisory: string; packageKey: string | null },
): Promise<OsvSource[]> {
  return sql<OsvSource[]>`
    select names.name as id, o.modified, o.withdrawn, o.severity::int as severity,
      coalesce(o.affected @> jsonb_build_array(jsonb_build_object('package', ${packageKey}::text)), false) as fixes
    from (
      select ${advisory}::text as name union
      select n.name from advisory_names n where n.org_id = ${orgId} and n.canonical = ${advisory}) names
    left join osv_records o on o.org_id = ${orgId} and o.id = names.name
    where o.id is not null or left(names.name, ${MALICIOUS_PREFIX.length}::int) = ${MALICIOUS_PREFIX}
    order by o.modified desc nulls last, names.name limit 50`;
}
