import type { Sql } from './client.ts';
import { ensureMonths } from './partitions.ts';

export interface SeedSize {
  repositories: number;
  findingsPerRepository: number;
}

/** SQL for a pseudo-random number below `of`, derived from the row's number. */
const mix = (of: number, salt = 0): string => `((hashint8(g::bigint * 31 + ${salt}) & 2147483647) % ${of})`;

const FINDING = `
  select 1 as org_id, r as repo_id, n as number, decode(md5(r || '.' || n) , 'hex') as key, g,
    (array['sast','dependency','secret','iac','container','pipeline'])[1 + ${mix(6, 1)}] as category,
    (array['open','open','open','open','open','open','fixed','fixed','branch','suppressed'])[1 + ${mix(10, 2)}] as state,
    (array[4, 3, 3, 2, 2, 2, 2, 1, 1, 0])[1 + ${mix(10, 3)}] as severity, ${mix(5, 4)} as confidence,
    ${mix(600, 5)} as rule, ${mix(120, 6)} as file, ${mix(3000, 7)} as package, ${mix(40000, 8)} as days
  from (select r, n, (r * 100003 + n) as g from generate_series(1, $1::int) r, generate_series(1, $2::int) n) numbers`;

/**
 * A large organization in seconds, by generate_series: for plans and times of reads. Ids are 1 to `repositories`;
 * counters equal a recount. Indexes are built at the end, which is quicker.
 */
export async function seedLarge(sql: Sql, size: SeedSize, now: Date): Promise<{ orgId: number }> {
  await ensureMonths(sql, new Date(now.getTime() - 100 * 86_400_000), now);
  await sql`insert into organizations (slug, name, demo, created_at) values ('large', 'Large', false, ${now})`;
  await sql`
    insert into repositories (org_id, slug, full_name, kind, default_branch, default_branch_known, tracked_refs, criticality,
      exposure, archived, hold_suspicious, demo, created_at)
    select 1, 'acme/repo-' || r, 'acme/repo-' || r, 'code', 'main', true, '{}',
      (array['critical','high','normal','low'])[1 + r % 4], 'internal', r % 50 = 0, true, false, ${now}
    from generate_series(1, ${size.repositories}::int) r`;
  const rebuild = await dropSecondary(sql);
  await insertFindings(sql, size, now);
  await insertAround(sql, now);
  await rebuild();
  await sql.unsafe('vacuum analyze');
  return { orgId: 1 };
}

const TABLES = [
  'findings',
  'finding_terms',
  'titles',
  'sightings',
  'uploads',
  'repository_days',
  'finding_counts',
  'actions',
];

/** Takes away what makes inserting slow (plain indexes, foreign keys); returns how to make the indexes again. */
async function dropSecondary(sql: Sql): Promise<() => Promise<void>> {
  const keys = await sql<{ name: string; on: string }[]>`
    select conname as name, conrelid::regclass::text as on from pg_constraint
    where contype = 'f' and conparentid = 0 and conrelid::regclass::text = any(${TABLES})`;
  for (const { name, on } of keys) await sql.unsafe(`alter table ${on} drop constraint ${name}`);
  const indexes = await sql<{ name: string; definition: string }[]>`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
    join pg_class c on c.oid = i.indexrelid
    where i.indrelid::regclass::text = any(${TABLES}) and not i.indisunique`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  return async () => {
    // `ON ONLY` would leave the partitions without it.
    for (const { definition } of indexes) await sql.unsafe(definition.replace(' ON ONLY ', ' ON '));
  };
}

async function insertFindings(sql: Sql, size: SeedSize, now: Date): Promise<void> {
  await sql.unsafe(
    `insert into findings (org_id, repo_id, number, key, category, state, severity, confidence, rank, exploit, scanner, rule_id, title,
       path, line, package_name, package_version, package_key, advisory, image, keywords, cwes, action_number, first_seen_at, first_upload, opened_at,
       fixed_at, reopened)
     select org_id, repo_id, number, key, category, state, severity, confidence, severity * 200 + confidence * 10,
       case when category not in ('dependency', 'container') then 0 when package % 100 = 0 then 5 when package % 10 = 0 then 3 else 1 end,
       'scanner-' || case category when 'sast' then rule % 2 when 'secret' then 2 when 'iac' then 3 + rule % 2 when 'pipeline' then 5 else 6 end,
       'rule.' || rule, case category when 'sast' then 'Finding ' || rule when 'iac' then 'Variable v' || repo_id || number || ' is used'
         else 'Finding of package-' || package || ' by rule ' || rule % 20 end || case severity when 0 then ', a matter of style' else '' end, 'src/module-' || file % 12 || '/file-' || file || '.ts', file,
       case when category in ('dependency', 'container') then 'package-' || package end, null,
       case when category in ('dependency', 'container') then 'npm/package-' || package end,
       case when category in ('dependency', 'container') then 'CVE-2026-' || 10000 + package end,
       case category when 'container' then 'acme/image-' || repo_id end,
       case category when 'container' then array['GHSA-' || package, 'acme/image-' || repo_id, 'usr/bin/tool-' || rule]
         when 'dependency' then array['GHSA-' || package] end, '{}', 1 + rule % 40,
       $3::timestamptz - days * interval '3 minutes', 1, $3::timestamptz - days * interval '3 minutes',
       case when state = 'fixed' then $3::timestamptz - days * interval '1 minute' end, 0
     from (${FINDING}) f`,
    [size.repositories, size.findingsPerRepository, now.toISOString()],
  );
}

/** Inserts the rows that follow from the findings. */
/** Of repository `r`, as `packScoreParts` writes them: 7 points of the waterfall, 24 numbers of categories, 6 gains. */
const SCORE_PARTS = `'\\x071806'::bytea || float4send(-20) || float4send((r.id % 90 - 80)::real) || decode(repeat('00000000', 5), 'hex')
  || decode(repeat('3f000000', 24), 'hex') || float4send((r.id % 7)::real) || float4send(0) || float4send((-(r.id % 5))::real)
  || float4send(0) || float4send((r.id % 3)::real) || float4send(0)`;

async function insertAround(sql: Sql, now: Date): Promise<void> {
  await sql`
    insert into finding_counts (org_id, repo_id, state, category, severity, scanner, count)
    select org_id, repo_id, state, category, severity, scanner, count(*) from findings group by 1, 2, 3, 4, 5, 6`;
  await sql`
    insert into finding_tags (org_id, repo_id, finding_number, tag, tagged_at)
    select org_id, repo_id, number, tag, first_seen_at from findings
    cross join lateral (values ('common', 5), ('rare', 500)) as t(tag, every) where number % t.every = 0`;
  await sql`
    insert into finding_terms (org_id, repo_id, kind, term)
    select distinct org_id, repo_id, 'path', path from findings
    union select distinct org_id, repo_id, 'package', package_name from findings where package_name is not null
    union select distinct org_id, repo_id, 'place', k from findings cross join unnest(keywords) k where k like '%/%'
    order by 1, 2`;
  await sql`
    insert into rules (org_id, scanner, rule_id, name, category, help_url, severity)
    select distinct on (scanner, rule_id) org_id, scanner, rule_id, 'Name of ' || rule_id, category, null, severity from findings`;
  await sql`insert into titles (org_id, title) select distinct org_id, title from findings`;
  await sql`
    insert into actions (org_id, repo_id, number, key, kind, title, category, target, severity, open, load, lane, effort_kind, value, gain,
      due_at, first_opened_at, closed_at)
    select org_id, repo_id, action_number, 'action-' || action_number, case when action_number % 4 = 0 then 'pin' else 'code' end,
      'Fix ' || action_number, min(category), null, max(severity) filter (where state = 'open'),
      count(*) filter (where state = 'open'), '{}', action_number % 3, 'code', (hashint8(repo_id::bigint * 41 + action_number) & 2147483647) % 1000,
      1, ${now}::timestamptz + (action_number % 40 - 4) * interval '1 day', ${now}, null
    from findings group by org_id, repo_id, action_number`;
  await sql`
    insert into repository_state (org_id, repo_id, score, grade, not_measured, score_parts, without_acceptances,
      score_detail, scored_at, open_critical, open_high, open_medium, open_low, open_info, open_actions, uploads, last_upload_at)
    select r.org_id, r.id, case when r.id % 9 > 0 then r.id % 90 end, 'C', 20,
      ${sql.unsafe(SCORE_PARTS)}, r.id % 90, null, ${now},
      count(*) filter (where f.severity = 4), count(*) filter (where f.severity = 3), count(*) filter (where f.severity = 2),
      count(*) filter (where f.severity = 1), count(*) filter (where f.severity = 0), count(distinct f.action_number), 100,
      ${now}::timestamptz - r.id * interval '1 hour'
    from repositories r join findings f on f.org_id = r.org_id and f.repo_id = r.id and f.state = 'open' group by r.org_id, r.id`;
  await sql`
    insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info,
      introduced, reopened, fixed, uploads)
    select org_id, id, ${now}::timestamptz::date - d, id % 90, 1, 1, 1, 1, 1, 1, 0, 1, 1
    from repositories, generate_series(0, 90) d`;
  await sql`
    insert into pipelines (org_id, repo_id, id, key, created_at)
    select org_id, id, p, 'pipeline-' || p, ${now} from repositories, generate_series(1, 3) p`;
  await sql`
    insert into streams (org_id, repo_id, id, pipeline_id, scanner, label, ref, tracked, categories, high_water_at, last_success_at,
      last_report_at, report_interval, reports, present, created_at)
    select org_id, id, s, 1 + s % 3, 'scanner-' || s, '', 'main', true, '{sast,secret}', ${now}, ${now},
      ${now}::timestamptz - (id % 9) * interval '1 day', 86400, 40, 0, ${now}
    from repositories, generate_series(1, 6) s`;
  await sql`
    insert into sightings (org_id, repo_id, stream_id, finding_number, key, content, suppressed, since_upload, until_upload)
    select org_id, repo_id, 1 + number % 6, number, key, key, 0, 1, case when state = 'fixed' then 2 end from findings`;
  await sql`
    insert into uploads (org_id, repo_id, number, pipeline_id, state, dedupe, label, ref, complete, blob, sha256, bytes, stored_bytes,
      order_at, received_at, attempts, incomplete, parsed, introduced, reopened, fixed, moved, changed, unchanged, skipped_count, skipped)
    select org_id, id, u, 1, (array['processed','processed','held','rejected'])[1 + u % 4], decode(md5(id || '.' || u), 'hex'), '',
      'main', true, 'none', '', 1, 1, ${now}, ${now}::timestamptz - u * interval '1 hour', 0, '{}', 0, 0, 0, 0, 0, 0, 0, 0, '[]'
    from repositories, generate_series(1, 40) u`;
}
