import type { Connection, Transaction } from '../client.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** An arbitrary advisory lock class: names of one organization are learned by one transaction at a time. */
const LOCK = 551_208;

/** Takes the right to learn names until the transaction ends; epochs become visible in their order by this. */
export async function lockAdvisoryNames(tx: Transaction, { orgId }: OrganizationScope): Promise<void> {
  await tx`select pg_advisory_xact_lock(${LOCK}::int, ${orgId}::int)`;
}

/** The number of the last learning; 0 when nothing was ever learned. */
export async function findNamesEpoch(sql: Connection, { orgId }: OrganizationScope): Promise<number> {
  const [row] = await sql<{ epoch: number | null }[]>`
    select max(epoch) as epoch from advisory_names where org_id = ${orgId}`;
  return row?.epoch ?? 0;
}

/** The canonical name of those of `names` that are known as one of several names. */
export async function findAdvisoryNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  names: string[],
): Promise<Map<string, string>> {
  const rows = await sql<{ name: string; canonical: string }[]>`
    select name, canonical from advisory_names where org_id = ${orgId} and name = any(${names}::text[])`;
  return new Map(rows.map((row) => [row.name, row.canonical]));
}

/** All names of the problems that have one of `names`. */
export async function findOtherNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  names: string[],
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct other.name from advisory_names asked
    join advisory_names other on other.org_id = ${orgId} and other.canonical = asked.canonical
    where asked.org_id = ${orgId} and asked.name = any(${names}::text[])`;
  return rows.map((row) => row.name);
}

/** How many names, and how many CVEs among them, the problems of these canonical names have. */
export async function countAdvisoryNames(
  sql: Connection,
  { orgId }: OrganizationScope,
  canonicals: string[],
): Promise<Map<string, { names: number; cves: number }>> {
  const rows = await sql<{ canonical: string; names: number; cves: number }[]>`
    select canonical, count(*)::int as names, (count(*) filter (where name like 'CVE-%'))::int as cves from advisory_names
    where org_id = ${orgId} and canonical = any(${canonicals}::text[]) group by canonical`;
  return new Map(rows.map(({ canonical, names, cves }) => [canonical, { names, cves }]));
}

/** Stores what was learned: `moves` lead from a canonical name to the one that its problem has from now on. */
export async function storeAdvisoryNames(
  tx: Transaction,
  { orgId }: OrganizationScope,
  epoch: number,
  learned: { moves: ReadonlyMap<string, string>; names: ReadonlyMap<string, string> },
): Promise<void> {
  const moves = [...learned.moves].sort(byName);
  const names = [...learned.names].sort(byName);
  await tx`
    update advisory_names n set canonical = m.target, epoch = ${epoch}
    from unnest(${moves.map(([from]) => from)}::text[], ${moves.map(([, to]) => to)}::text[]) as m(source, target)
    where n.org_id = ${orgId} and n.canonical = m.source`;
  await tx`
    insert into advisory_names (org_id, name, canonical, epoch)
    select ${orgId}::int, l.name, l.canonical, ${epoch}::int
    from unnest(${names.map(([name]) => name)}::text[], ${names.map(([, canonical]) => canonical)}::text[]) as l(name, canonical)
    on conflict (org_id, name) do update set canonical = excluded.canonical, epoch = excluded.epoch`;
}

const byName = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);

/** Repositories with findings that are known by a name which this learning replaced. */
export async function findRepositoriesToJoin(
  tx: Transaction,
  { orgId }: OrganizationScope,
  epoch: number,
): Promise<number[]> {
  const rows = await tx<{ repoId: number }[]>`
    select distinct f.repo_id from advisory_names n
    join findings f on f.org_id = ${orgId} and f.advisory = n.name
    where n.org_id = ${orgId} and n.epoch = ${epoch} and n.name <> n.canonical order by f.repo_id`;
  return rows.map((row) => row.repoId);
}

/** The number of the last learning, and up to which one the repository's findings are joined. */
export async function findEpochs(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
): Promise<{ epoch: number; followed: number }> {
  const [row] = await tx<{ epoch: number; followed: number }[]>`
    select coalesce((select max(n.epoch) from advisory_names n where n.org_id = ${orgId}), 0) as epoch,
      s.names_epoch as followed
    from repository_state s where s.org_id = ${orgId} and s.repo_id = ${repoId}`;
  return row ?? { epoch: 0, followed: 0 };
}

export async function updateFollowedEpoch(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  epoch: number,
): Promise<void> {
  await tx`update repository_state set names_epoch = ${epoch} where org_id = ${orgId} and repo_id = ${repoId}`;
}

/** A finding that the organization knows by another name of its advisory now, with what its key is made of. */
export interface RenamedFinding {
  number: number;
  category: 'dependency' | 'container';
  canonical: string;
  image: string | null;
  ecosystem: string | null;
  name: string | null;
}

export async function findRenamed(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  after: number,
): Promise<RenamedFinding[]> {
  return tx<RenamedFinding[]>`
    select f.number, f.category, n.canonical, own.image, own.ecosystem, own.name
    from advisory_names n
    join findings f on f.org_id = ${orgId} and f.repo_id = ${repoId} and f.advisory = n.name
    cross join lateral (
      select e.record ->> 'image' as image, e.record ->> 'packageEcosystem' as ecosystem, e.record ->> 'packageName' as name
      from evidence e
      where e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = f.number
      order by e.scanner = f.scanner desc, e.upload desc, e.stream_id limit 1) own
    where n.org_id = ${orgId} and n.epoch > ${after} and n.name <> n.canonical and f.category in ('dependency', 'container')
    order by f.number`;
}
