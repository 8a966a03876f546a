import type { Sql } from '#db/client.ts';
import { ensureMonths } from '#db/partitions.ts';
import { seedLarge } from '#db/testing-seed.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { trendParams } from '#lib/contracts/trend.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { addDays } from '#lib/domain/time.ts';
import { TREND_METRICS } from '#lib/domain/trend/metric.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { inOwnDatabase, timeView } from '../own-database.ts';
import type { Plumbline } from '../plumbline.ts';
import { type Report, seconds } from '../report.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const NAME = 'plumbline_bench_trends';
const REPOSITORIES = 2000;
const DAYS = 365;
const PER_REPOSITORY = 50;
/** Repositories of a team. */
const TEAM = 40;

/** A year of days of every repository, with entries of their ledgers, and of the organization. */
async function seedYear(sql: Sql): Promise<void> {
  await seedLarge(sql, { repositories: REPOSITORIES, findingsPerRepository: PER_REPOSITORY }, NOW);
  await ensureMonths(sql, addDays(NOW, -DAYS), NOW);
  await sql`delete from repository_days`;
  const ages = sql`jsonb_build_object('high', (select jsonb_object_agg(a::text, 1 + a % 3) from generate_series(0, 20) a),
    'low', (select jsonb_object_agg((a * 9)::text, 1 + a % 5) from generate_series(0, 20) a))`;
  const measures = sql`jsonb_build_object('openAges', ${ages}, 'fixedAges', ${ages}, 'overdue', 3, 'fixedLate', 1, 'expected', 6,
    'fresh', 4, 'falsePositives', 2, 'real', 40)`;
  await sql`
    insert into repository_days (org_id, repo_id, day, score, open_critical, open_high, open_medium, open_low, open_info,
      introduced, disclosed, reopened, fixed, uploads, ledger, criticality, archived, measures)
    select 1, r.id, ${NOW}::timestamptz::date - d, 50, r.id % 5, 1, 1, 1, 1, 2, 1, 0, 1, 1,
      array[1] || array_fill(1000 * (400 - d) * (r.id % 7 - 3), array[33])
        || array[(50000000 - 1000 * (400 - d) * (r.id % 7 - 3) * 11)::bigint, 1, 0, 0, 0, 0]::bigint[], r.criticality, false, m.measures
    from repositories r, generate_series(1, ${DAYS}::int) d, (select ${measures} as measures) m`;
  await sql`
    update repository_state s set ledger = d.ledger from repository_days d
    where d.org_id = s.org_id and d.repo_id = s.repo_id and d.day = ${NOW}::timestamptz::date - 1`;
  await sql`
    insert into ledger_entries (org_id, repo_id, at, cause, points, findings, upload)
    select 1, id, ${NOW}::timestamptz - d * interval '1 day' - interval '1 hour',
      (array['fixed', 'new', 'staleness', 'ageing'])[1 + (id + d) % 4], 1000, 1, 0
    from repositories, generate_series(1, ${DAYS}::int) d`;
  const wide = sql`(select jsonb_object_agg(a::text, 1 + a % 7) from generate_series(0, 364) a)`;
  await sql`
    insert into organization_days (org_id, day, score, not_measured, open_critical, open_high, open_medium, open_low, open_info,
      introduced, disclosed, reopened, fixed, repositories, formula, final, measures)
    select 1, ${NOW}::timestamptz::date - d, 50, 20, 400, 2000, 2000, 2000, 2000, 4000, 2000, 0, 2000, ${REPOSITORIES}, 1, true,
      m.measures || jsonb_build_object('openAges', jsonb_build_object('critical', ${wide}, 'high', ${wide}, 'medium', ${wide}, 'low', ${wide}))
    from generate_series(1, ${DAYS}::int) d, (select ${measures} as measures) m
    on conflict (org_id, day) do nothing`;
  await sql`vacuum analyze`;
}

/** Charts, ledgers and Today of a year of 2,000 repositories, and the roll-up that a new day begins with. */
export async function trends(plumbline: Plumbline, report: Report): Promise<void> {
  await inOwnDatabase(plumbline, {
    name: NAME,
    now: NOW,
    seed: seedYear,
    measure: async (ctx, system) => {
      const about = { ctx, report, name: NAME };
      const [from, to] = ['2025-03-03', '2026-03-01'];
      for (const metric of TREND_METRICS) {
        const asked = trendParams.parse({ metric, from, to, by: 'week' });
        await timeView(`trends, a year by week: ${metric}`, about, () => getTrend(ctx, asked));
      }
      const team = {
        ...ctx,
        readScope: narrowed(
          ctx.readScope,
          Array.from({ length: TEAM }, (_, index) => 1 + index * 50),
        ),
      };
      for (const metric of ['score', 'open', 'half_fixed'] as const) {
        const asked = trendParams.parse({ metric, from, to, by: 'week' });
        await timeView(`trends of a team of ${TEAM}: ${metric}`, about, () => getTrend(team, asked));
      }
      for (const since of ['2026-02-23', from]) {
        const asked = ledgerParams.parse({ from: since, to });
        await timeView(`ledger since ${since}`, about, () => getLedger(ctx, asked));
      }
      await timeView(`Today of ${REPOSITORIES} repositories`, about, () => getToday(ctx));
      const started = performance.now();
      await rollUp(system);
      const took = performance.now() - started;
      report.add({
        what: `the first roll-up of a day, ${REPOSITORIES} repositories`,
        measured: seconds(took),
        target: '≤ 30 s',
        met: took <= 30_000,
      });
    },
  });
}
