import type { Sql } from './client.ts';
import { vacuumWhole } from './testing-vacuum.ts';

/** SQL for a pseudo-random number below `of`, derived from the row's number. */
const mix = (of: number, salt: number): string => `((hashint8(g::bigint * 31 + ${salt}) & 2147483647) % ${of})`;

/** Some keys are in hundreds of repositories, most in one. */
const SUBJECT = `case when n % 4 = 0 then floor(exp(ln(30000) * ${mix(100_000, 2)} / 100000.0)) else 100000 + ${mix(60_000, 2)} end`;

const ACTIONS = `
  select 1, r, n, case kind when 'code' then 'code:' || n when 'dast' then 'dast:' || n else kind || ':' || ${SUBJECT} end, kind,
    initcap(kind) || ' package-' || ${mix(3000, 2)} || ' to 1.2.' || ${mix(90, 5)},
    case kind when 'upgrade' then 'dependency' when 'watch' then 'dependency' when 'image' then 'container' when 'iac' then 'iac'
      when 'pin' then 'pipeline' when 'rotate' then 'secret' when 'dast' then 'dast' else 'sast' end,
    null, severity, 1 + ${mix(30, 6)},
    jsonb_build_object(case severity when 4 then 'critical' when 3 then 'high' when 2 then 'medium' else 'low' end, jsonb_build_array(
      jsonb_build_object('count', 1 + ${mix(30, 6)}, 'confidence', 'high', 'openedAt', '2026-02-10T00:00:00.000Z'))),
    case when ${mix(200, 7)} = 0 then 0 when kind = 'watch' then 2 else 1 end, 'patch', ${mix(100_000, 8)} / 100.0 * severity,
    ${mix(50, 9)} / 10.0, case when ${mix(3, 11)} > 0 then $3::timestamptz + (${mix(400, 10)} - 20) * interval '1 day' end, $3, null,
    case when ${mix(3, 11)} > 0 then $3::timestamptz + (${mix(400, 10)} - 30) * interval '1 day' end
  from (
    select r, n, r * 100003 + n as g,
      (array['upgrade','upgrade','upgrade','watch','watch','code','code','iac','image','pin','rotate','dast'])
        [1 + ((hashint8(r * 100003::bigint + n) & 2147483647) % 12)] as kind,
      (array[4, 3, 3, 2, 2, 2, 1])[1 + ((hashint8(r * 77777::bigint + n) & 2147483647) % 7)] as severity
    from generate_series(1, $1::int) r, generate_series(1, $2::int) n) numbers
  on conflict do nothing`;

const WORK = `
  insert into action_work (org_id, repo_id, action_number, stage, user_id, team_id, claimed_at, said_at, back_upload, due_at, due_reason, revision)
  select 1, repo_id, number, case number % 4 when 0 then 'open' when 1 then 'awaiting' else 'claimed' end,
    case when number % 3 > 0 then 1 + number % 50 end, null, $1, null, null,
    case when number % 5 = 0 then $1::timestamptz + (number % 9 - 4) * interval '1 day' end, null, 1
  from actions where (hashint8(repo_id * 99991::bigint + number) & 1073741823) % 60 = 0`;

/** Each of 50 people watches as many actions. */
const WATCHES = `
  insert into action_watches (org_id, repo_id, action_number, user_id, watching, since)
  select 1, repo_id, number, 1 + number % 50, number % 7 > 0, $1
  from actions where (hashint8(repo_id * 77773::bigint + number) & 1073741823) % 40 = 0`;

/** A queue as large organizations have it, in place of the actions of `seedLarge`: kinds, groups and work are mixed. */
export async function seedActions(
  sql: Sql,
  { repositories, perRepository }: { repositories: number; perRepository: number },
  now: Date,
): Promise<void> {
  await sql.unsafe('truncate actions cascade');
  await sql.unsafe(
    `insert into actions (org_id, repo_id, number, key, kind, title, category, target, severity, open, load, lane, effort_kind, value,
       gain, due_at, first_opened_at, closed_at, at_risk_at) ${ACTIONS}`,
    [repositories, perRepository, now.toISOString()],
  );
  await sql.unsafe(WORK, [now.toISOString()]);
  await sql.unsafe(WATCHES, [now.toISOString()]);
  // As each repository has one from its first report on.
  await sql`
    insert into repository_state (org_id, repo_id, not_measured, open_critical, open_high, open_medium, open_low, open_info,
      open_actions, uploads)
    select org_id, id, 100, 0, 0, 0, 0, 0, 0, 0 from repositories on conflict (org_id, repo_id) do nothing`;
  await sql`
    update repository_state s set open_actions = (
      select count(*) from actions a where a.org_id = s.org_id and a.repo_id = s.repo_id)`;
  await sql.unsafe('vacuum analyze');
  await vacuumWhole(sql, 'actions');
}
