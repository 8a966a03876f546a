import { findFeedDates } from '#db/queries/feed-loads.ts';
import { findUploadStage, type UploadStage } from '#db/queries/ingest-read.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { findPortfolio } from '#db/queries/posture.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import { countSilent, findSilentStreams, type SilentRow } from '#db/queries/silence.ts';
import { findCategorySuccess } from '#db/queries/streams-read.ts';
import type { Context } from '#lib/context.ts';
import type { TodayView } from '#lib/contracts/posture.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { silence } from '#lib/domain/stream/silence.ts';
import { shiftDay } from '#lib/domain/trend/buckets.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { actionRowsAmong, gainsOf, worksOf } from '#lib/views/action/action-rows.ts';
import { nextActions } from '#lib/views/action/next-actions.ts';
import { coverageAmong, isMeasured } from '#lib/views/action/queue.ts';
import { slaTotals, wholeTotal } from '#lib/views/action/queue-total.ts';
import { tenths } from '#lib/views/tenths.ts';
import { countDecided } from './count-decided.ts';
import { historyDays, historyFrom, historyOf } from './days.ts';
import { organizationDays } from './organization-days.ts';
import { organizationGain } from './organization-gain.ts';
import { organizationScoreView, scoredRows } from './organization-score.ts';
import { successesOf } from './score-view.ts';
import { todayOf } from './today-of.ts';

const NEXT_ACTIONS = 5;
const SILENT = 10;
const WEEK = 7;

/** How are we, what moved it, what to do next, who went quiet: the Today screen and `GET /api/v1/posture`. */
export async function getToday(ctx: Context): Promise<TodayView> {
  permit(ctx, 'posture:read', 'repositories');
  const now = ctx.now();
  const scope = ctx.readScope;
  const sql = ctx.readSql;
  const [
    { rows, actions, actionCount, works },
    { today, days },
    organization,
    successes,
    stage,
    sla,
    silent,
    quiet,
    accepted,
    feeds,
  ] = await Promise.all([
    standing(ctx),
    history(ctx),
    findOrganization(sql, ctx.orgId),
    findCategorySuccess(sql, scope),
    findUploadStage(sql, scope),
    slaTotals(ctx),
    findSilentStreams(sql, scope, now, SILENT),
    countSilent(sql, scope, now),
    countAccepted(ctx),
    findFeedDates(sql, scope),
  ]);
  if (!organization) throw new Fault('not_found', 'The organization was removed.');
  const scored = scoredRows(rows);
  const figures = organizationFigures(rows);
  const { score } = figures;
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0, unknown = 0] = figures.open;
  const since = shiftDay(today, -WEEK);
  const then = days.find(({ day }) => day === since)?.score ?? null;
  const change =
    score === null || then === null ? null : { since, points: tenths(shownScore(score) - shownScore(then)) };
  return {
    organization: { name: organization.name, demo: organization.demo },
    stage: stageOf(stage),
    score: organizationScoreView(scored, figures, successesOf(successes), accepted),
    change,
    history: historyOf(days, score, historyDays(today)),
    open: { critical, high, medium, unknown, low, info },
    repositories: { total: figures.repositories, measured: figures.measured },
    actions: actionRowsAmong(scored, actions, { works, feeds, now }),
    actions_total: actionCount,
    actions_sla: sla,
    actions_gain: tenths(organizationGain(scored, gainsOf(actions))),
    silent: silent.flatMap((row) => silentOf(row, now)),
    silent_total: quiet,
    as_of: now.toISOString(),
    day: today,
  };
}

/** How each repository stands, and what is to be done next: what is not measured is something to do. */
async function standing(ctx: Context) {
  const portfolio = findPortfolio(ctx.readSql, ctx.readScope);
  const coverage = portfolio.then((rows) => coverageAmong(rows.filter(isMeasured)));
  const next = nextActions(ctx, null, coverage, NEXT_ACTIONS);
  const [rows, actions, works, actionCount] = await Promise.all([
    portfolio,
    next,
    next.then((entries) => worksOf(ctx, entries)),
    wholeTotal(ctx, null, coverage),
  ]);
  return { rows, actions, actionCount, works };
}

/** The days behind the score of today. */
async function history(ctx: Context) {
  const today = await todayOf(ctx);
  return { today, days: await organizationDays(ctx, historyFrom(today), today) };
}

/** Findings whose risk somebody accepted, in repositories that count. */
async function countAccepted({ readSql: sql, readScope: scope }: Context): Promise<number> {
  return countDecided(sql, scope, 'accepted', { repoIds: null, withoutRepoIds: await findUncountedIds(sql, scope) });
}

function stageOf({ token, upload, processed }: UploadStage): TodayView['stage'] {
  if (processed) return 'ready';
  return token || upload ? 'waiting' : 'not_configured';
}

function silentOf(row: SilentRow, now: Date): TodayView['silent'] {
  const text = silence({ lastAt: row.lastReportAt, usualHours: row.reportInterval / 3600 }, now);
  if (text === null) return [];
  return [
    {
      repo: row.fullName,
      pipeline: row.pipeline,
      scanner: row.scanner,
      last_report_at: row.lastReportAt.toISOString(),
      text,
      url: `/repositories/${row.fullName}/pipelines`,
    },
  ];
}
