import type { Context } from '#lib/context.ts';
import { coverageParams } from '#lib/contracts/coverage.ts';
import { ledgerParams } from '#lib/contracts/ledger.ts';
import { portfolioParams } from '#lib/contracts/portfolio.ts';
import { repositoryListParams } from '#lib/contracts/repository.ts';
import { trendChangeParams, trendParams } from '#lib/contracts/trend.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { addDays } from '#lib/domain/time.ts';
import { TREND_METRICS } from '#lib/domain/trend/metric.ts';
import { rollUp } from '#lib/services/rollup/roll-up.ts';
import type { System } from '#lib/system.ts';
import { getCoverage } from '#lib/views/coverage/get-coverage.ts';
import { getCoverageSummary } from '#lib/views/coverage/get-coverage-summary.ts';
import { getLedger } from '#lib/views/ledger/get-ledger.ts';
import { getPortfolio } from '#lib/views/ledger/get-portfolio.ts';
import { getToday } from '#lib/views/posture/get-today.ts';
import { getRepositories } from '#lib/views/repository/get-repositories.ts';
import { getTrend } from '#lib/views/trend/get-trend.ts';
import { getTrendChanges } from '#lib/views/trend/get-trend-changes.ts';
import { inOwnDatabase, timeView } from '../own-database.ts';
import type { Plumbline } from '../plumbline.ts';
import { type Report, seconds } from '../report.ts';
import { seedYear, TEAM } from '../seed-year.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const NAME = 'plumbline_bench_trends';
const REPOSITORIES = 2000;
const FINDINGS = Number(process.env.BENCH_FINDINGS ?? 1_000_000);
const SIZE = { repositories: REPOSITORIES, findingsPerRepository: Math.ceil(FINDINGS / REPOSITORIES), days: 365 };
const YEAR = { from: '2025-03-03', to: '2026-03-01' };
const QUARTER = { from: '2025-12-02', to: '2026-03-01' };
const WEEK = { from: '2026-02-23', to: '2026-03-01' };

type Reads = readonly [what: string, read: (ctx: Context) => Promise<unknown>][];

const trend = (params: Record<string, string>) => (ctx: Context) => getTrend(ctx, trendParams.parse(params));

const CHARTS: Reads = TREND_METRICS.flatMap(
  (metric): Reads => [
    [`trends, 90 days: ${metric}`, trend({ metric, ...QUARTER, by: 'day' })],
    [`trends, a year by week: ${metric}`, trend({ metric, ...YEAR, by: 'week' })],
  ],
);

const BESIDE: Reads = (['score', 'open', 'flow'] as const).map((metric) => [
  `trends, a year by week beside a team and a label of 400: ${metric}`,
  trend({ metric, ...YEAR, by: 'week', against: 'team:team-1,label:label-1' }),
]);

const LISTS: Reads = [
  ['ledger of a week', (ctx) => getLedger(ctx, ledgerParams.parse(WEEK))],
  ['ledger of a year', (ctx) => getLedger(ctx, ledgerParams.parse(YEAR))],
  ['portfolio of 50 teams', (ctx) => getPortfolio(ctx, portfolioParams.parse({ ...QUARTER, by: 'team' }))],
  ['portfolio of labels', (ctx) => getPortfolio(ctx, portfolioParams.parse({ ...QUARTER, by: 'label' }))],
  ['what changed in a week', (ctx) => getTrendChanges(ctx, trendChangeParams.parse({ ...WEEK, kind: 'fixed' }))],
  ['coverage, a page of the grid', (ctx) => getCoverage(ctx, coverageParams.parse({}))],
  ['coverage, what is stale', (ctx) => getCoverage(ctx, coverageParams.parse({ state: 'stale' }))],
  ['coverage, shares of the whole and of teams', (ctx) => getCoverageSummary(ctx)],
  ['repositories', (ctx) => getRepositories(ctx, repositoryListParams.parse({}))],
  ['Today', (ctx) => getToday(ctx)],
];

/** The same of one team: its days are added up when they are read. */
const OF_TEAM: Reads = [
  ...(['score', 'open', 'time_to_fix', 'coverage'] as const).map((metric): Reads[number] => [
    `trends, a year by week: ${metric}`,
    trend({ metric, ...YEAR, by: 'week' }),
  ]),
  ['Today', (ctx) => getToday(ctx)],
];

/** The first roll-up of a day scores every repository; the next ones find nothing to do. */
async function rollUps(system: System, report: Report): Promise<void> {
  for (const [what, now] of [
    ['the first roll-up of a day', NOW],
    ['the one an hour later', addDays(NOW, 1 / 24)],
  ] as const) {
    const started = performance.now();
    await rollUp({ ...system, now: () => now });
    const took = performance.now() - started;
    report.add({
      what: `${what}, ${REPOSITORIES} repositories`,
      measured: `${seconds(took)}, at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
      target: '≤ 30 s',
      met: took <= 30_000,
    });
  }
}

/** Charts, ledgers, lists and Today of a year of 2,000 repositories, and the roll-up that a new day begins with. */
export async function trends(plumbline: Plumbline, report: Report): Promise<void> {
  await inOwnDatabase(plumbline, {
    name: NAME,
    now: NOW,
    seed: (sql) => seedYear(sql, SIZE, NOW),
    measure: async (ctx, system) => {
      await rollUps(system, report);
      const about = { ctx, report, name: NAME };
      for (const [what, read] of [...LISTS, ...CHARTS, ...BESIDE]) await timeView(what, about, () => read(ctx));
      const ids = Array.from({ length: TEAM }, (_, index) => 1 + index * 50);
      const team = { ...ctx, readScope: narrowed(ctx.readScope, ids) };
      for (const [what, read] of OF_TEAM) await timeView(`of a team of ${TEAM}: ${what}`, about, () => read(team));
    },
  });
}
