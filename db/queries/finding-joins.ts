import type { JoinMember } from '#lib/domain/finding/join-findings.ts';
import { asRecords } from '../bulk.ts';
import type { Connection, Transaction } from '../client.ts';
import { findings } from '../schema/finding.ts';
import { findingRank } from './finding-rank.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';

/** A number that goes, and the older one that stays. */
export interface JoinPair {
  from: number;
  to: number;
}

const MEMBER = `number, encode(key, 'hex') as key, category, state, severity, severity_set, decided, exploit, confidence, scanner, rule_id, title, path, line,
  package_name, package_version, package_key, advisory, image, fixed_versions, keywords, cwes, action_number, first_seen_at, first_upload, opened_at, fixed_at, reopened`;

/** Findings by their numbers or keys, with every column that joining decides about. */
export async function findMembers(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  wanted: { numbers: number[]; keys: string[] },
): Promise<JoinMember[]> {
  return tx<JoinMember[]>`
    select ${tx.unsafe(MEMBER)} from findings
    where org_id = ${orgId} and repo_id = ${repoId} and number = any(${wanted.numbers}::int[])
    union
    select ${tx.unsafe(MEMBER)} from findings
    where org_id = ${orgId} and repo_id = ${repoId}
      and key = any(array(select decode(k, 'hex') from unnest(${wanted.keys}::text[]) as k))
    order by number`;
}

const columns = (pairs: readonly JoinPair[]) => ({
  from: pairs.map((pair) => pair.from),
  to: pairs.map((pair) => pair.to),
});

/** Moves what streams say: of two records of one stream the newer one stays, else the worse. At most one pair for each `to`. */
export async function moveEvidence(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  const { from, to } = columns(pairs);
  await tx`
    insert into evidence (org_id, repo_id, finding_number, stream_id, scanner, severity, record, upload)
    select e.org_id, e.repo_id, p.target, e.stream_id, e.scanner, e.severity, e.record, e.upload
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    join evidence e on e.org_id = ${orgId} and e.repo_id = ${repoId} and e.finding_number = p.source
    on conflict (org_id, repo_id, finding_number, stream_id) do update set scanner = excluded.scanner,
      severity = excluded.severity, record = excluded.record, upload = excluded.upload
    where (excluded.upload, excluded.severity) > (evidence.upload, evidence.severity)`;
}

/**
 * Moves sightings. Of two in one stream the present one stays; where both are present, the stream's next report is compared
 * as changed, because its record was merged. At most one pair for each `to`.
 */
export async function moveSightings(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  pairs: readonly JoinPair[],
): Promise<void> {
  const { from, to } = columns(pairs);
  await tx`
    insert into sightings (org_id, repo_id, stream_id, finding_number, key, move, path, line, content, suppressed, since_upload, until_upload)
    select s.org_id, s.repo_id, s.stream_id, p.target, s.key, s.move, s.path, s.line, s.content, s.suppressed, s.since_upload, s.until_upload
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    join sightings s on s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = p.source
    on conflict (org_id, repo_id, stream_id, finding_number) do update set
      content = case when excluded.until_upload is not null then sightings.content
        when sightings.until_upload is null then ''::bytea else excluded.content end,
      suppressed = case when excluded.until_upload is not null then sightings.suppressed
        when sightings.until_upload is null then least(sightings.suppressed, excluded.suppressed) else excluded.suppressed end,
      path = case when excluded.until_upload is null then excluded.path else sightings.path end,
      line = case when excluded.until_upload is null then excluded.line else sightings.line end,
      since_upload = least(sightings.since_upload, excluded.since_upload),
      until_upload = case when sightings.until_upload is null or excluded.until_upload is null then null
        else greatest(sightings.until_upload, excluded.until_upload) end`;
}

/** Deletes findings whose evidence and sightings were moved, and leads their numbers to those that stay. */
export async function redirectFindings(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  at: Date,
  pairs: readonly JoinPair[],
): Promise<void> {
  const { from, to } = columns(pairs);
  await tx`delete from findings where org_id = ${orgId} and repo_id = ${repoId} and number = any(${from}::int[])`;
  await tx`
    update finding_redirects r set target = p.target
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    where r.org_id = ${orgId} and r.repo_id = ${repoId} and r.target = p.source`;
  await tx`
    insert into finding_redirects (org_id, repo_id, number, target, at)
    select ${orgId}::int, ${repoId}::int, p.source, p.target, ${at}::timestamptz
    from unnest(${from}::int[], ${to}::int[]) as p(source, target)
    on conflict (org_id, repo_id, number) do update set target = excluded.target`;
}

/** Writes findings as joining made them, and their keys into their sightings. `key`: hex. */
export async function updateJoined(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  rows: readonly JoinMember[],
): Promise<void> {
  const records = rows.map(({ key, ...row }) => ({ ...row, key: Buffer.from(key, 'hex') }));
  await tx`
    update findings f set key = r.key, category = r.category, state = r.state, severity = r.severity, severity_set = r.severity_set,
      decided = r.decided, exploit = r.exploit,
      confidence = r.confidence, rank = ${findingRank(tx, { category: 'r.category', severity: 'coalesce(r.severity_set, r.severity)', confidence: 'r.confidence', exploit: 'r.exploit' }, 'repo')},
      scanner = r.scanner, rule_id = r.rule_id, title = r.title, path = r.path, line = r.line, package_name = r.package_name,
      package_version = r.package_version, package_key = r.package_key, advisory = r.advisory, image = r.image, fixed_versions = r.fixed_versions, keywords = r.keywords, cwes = r.cwes, action_number = r.action_number,
      first_seen_at = r.first_seen_at, first_upload = r.first_upload, opened_at = r.opened_at, fixed_at = r.fixed_at,
      reopened = r.reopened
    from jsonb_populate_recordset(null::findings, ${asRecords(findings, records)}::text::jsonb) as r, repositories repo
    where f.org_id = ${orgId} and f.repo_id = ${repoId} and f.number = r.number and repo.org_id = ${orgId} and repo.id = ${repoId}`;
  await tx`
    update sightings s set key = decode(r.key, 'hex')
    from unnest(${rows.map((row) => row.number)}::int[], ${rows.map((row) => row.key)}::text[]) as r(number, key)
    where s.org_id = ${orgId} and s.repo_id = ${repoId} and s.finding_number = r.number`;
}

/** The number that a joined one leads to. */
/** The same number in several repositories: the numbers that it leads to now, by repository. */
export async function findRedirects(
  sql: Connection,
  { orgId }: OrganizationScope,
  repoIds: number[],
  number: number,
): Promise<Map<number, number>> {
  const rows = await sql<{ repoId: number; target: number }[]>`
    select repo_id, target from finding_redirects
    where org_id = ${orgId} and repo_id = any(${repoIds}::int[]) and number = ${number}`;
  return new Map(rows.map(({ repoId, target }) => [repoId, target]));
}

export async function findRedirect(
  sql: Connection,
  { orgId, repoId }: RepositoryScope,
  number: number,
): Promise<number | null> {
  const [row] = await sql<{ target: number }[]>`
    select target from finding_redirects where org_id = ${orgId} and repo_id = ${repoId} and number = ${number}`;
  return row?.target ?? null;
}
