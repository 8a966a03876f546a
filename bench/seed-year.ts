import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { seedLarge } from '#db/testing-seed.ts';
import { seedActions } from '#db/testing-seed-actions.ts';
import { addDays } from '#lib/domain/time.ts';

export interface YearSize {
  repositories: number;
  findingsPerRepository: number;
  days: number;
}

/** Repositories of a team, and of a label. */
export const TEAM = 40;
const LABELLED = 400;
const ACTIONS = 20;

/** Points, entries and findings of each cause, in their order: it ages and is fixed day by day, each repository at its own pace. */
const LEDGER_OF_DAY = `array[1, 0, 0, 0, 0, 0, 0, -300 * n, n, 0, -500 * n, n, n, 60000000, 1, 0, 0, 0, 0, 200 * n * (r.id % 7), n, n,
  0, 0, 0, 0, 0, 0, -100 * n * (r.id % 5), n, n, 0, 0, 0, 0, 1, 0, 0, 0, 0]::bigint[]`;

/** A year of days of every repository, with entries of their ledgers, and of the organization: the state before the first roll-up of a day. */
export async function seedYear(sql: Sql, size: YearSize, now: Date): Promise<void> {
  await seedLarge(sql, size, now);
  await seedActions(sql, { repositories: size.repositories, perRepository: ACTIONS }, now);
  await ensureMonths(sql, addDays(now, -size.days), now);
  await insertParts(sql, now);
  await insertDays(sql, size, now);
  await sql`
    insert into ledger_entries (org_id, repo_id, at, cause, points, findings, upload)
    select 1, id, ${now}::timestamptz - d * interval '1 day' - interval '1 hour',
      (array['fixed', 'new', 'staleness', 'ageing'])[1 + (id + d) % 4], 1000, 1, 0
    from repositories, generate_series(1, ${size.days}::int) d`;
  await sql`vacuum analyze`;
}

async function insertParts(sql: Sql, now: Date): Promise<void> {
  await sql`update streams set categories = (array['{sast}', '{dependency}', '{secret}', '{iac}', '{container}', '{pipeline}'])[id]::text[]`;
  await sql`
    insert into teams (org_id, id, slug, name, demo, created_at) overriding system value
    select 1, t, 'team-' || t, 'Team ' || t, false, ${now}
    from generate_series(1, (select count(*) / ${TEAM} from repositories)) t`;
  await sql`
    insert into team_repositories (org_id, team_id, repo_id, source)
    select 1, 1 + (r.id - 1) % (select count(*) from teams), r.id, 'hand' from repositories r`;
  await sql`
    insert into repository_labels (org_id, repo_id, label)
    select 1, r.id, 'label-' || (r.id - 1) % (select greatest(1, count(*) / ${LABELLED}) from repositories) from repositories r`;
}

async function insertDays(sql: Sql, { repositories, days }: YearSize, now: Date): Promise<void> {
  await sql`delete from repository_days`;
  const LEDGER = sql.unsafe(LEDGER_OF_DAY);
  const ages = sql`jsonb_build_object('high', (select jsonb_object_agg(a::text, 1 + a % 3) from generate_series(0, 20) a),
    'low', (select jsonb_object_agg((a * 9)::text, 1 + a % 5) from generate_series(0, 20) a))`;
  const measures = sql`jsonb_build_object('openAges', ${ages}, 'fixedAges', ${ages}, 'overdue', 3, 'fixedLate', 1, 'expected', 6,
    'fresh', 4, 'falsePositives', 2, 'real', 40)`;
  await sql`
    insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info,
      introduced, disclosed, reopened, fixed, uploads, ledger, criticality, archived, measures)
    select 1, r.id, ${now}::timestamptz::date - d, 50, r.id % 5, 1, 1, 1, 1, 2, 1, 0, 1, 1,
      ${LEDGER}, r.criticality, false, m.measures
    from repositories r, generate_series(1, ${days}::int) d, (select ${measures} as measures) m,
      lateral (select (400 - d)::bigint as n) age`;
  await sql`
    update repository_state s set ledger = d.ledger from repository_days d
    where d.org_id = s.org_id and d.repo_id = s.repo_id and d.day = ${now}::timestamptz::date - 1`;
  // Yesterday's measures are what the first roll-up of today writes.
  await sql`update repository_days set measures = null where day = ${now}::timestamptz::date - 1`;
  const wide = sql`(select jsonb_object_agg(a::text, 1 + a % 7) from generate_series(0, 364) a)`;
  await sql`
    insert into organization_days (org_id, day, score, not_measured, open_critical, open_high, open_medium, open_low, open_info,
      introduced, disclosed, reopened, fixed, repositories, formula, final, measures)
    select 1, ${now}::timestamptz::date - d, 50, 20, 400, 2000, 2000, 2000, 2000, 4000, 2000, 0, 2000, ${repositories}, 1, d > 1,
      case when d > 1 then m.measures || jsonb_build_object('openAges', jsonb_build_object('critical', ${wide}, 'high', ${wide}, 'medium', ${wide}, 'low', ${wide})) end
    from generate_series(1, ${days}::int) d, (select ${measures} as measures) m
    on conflict (org_id, day) do nothing`;
}
