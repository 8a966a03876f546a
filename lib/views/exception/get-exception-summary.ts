import { countExceptions } from '#db/queries/exceptions-read.ts';
import { findPortfolio } from '#db/queries/posture.ts';
import { findUncountedIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import type { ExceptionSummary, ExceptionSummaryParams } from '#lib/contracts/exception-list.ts';
import { narrowed } from '#lib/domain/access/read-scope.ts';
import { REMIND_DAYS } from '#lib/domain/decision/reminder.ts';
import type { FindingState } from '#lib/domain/finding/finding.ts';
import { organizationFigures } from '#lib/domain/score/organization-figures.ts';
import { addDays } from '#lib/domain/time.ts';
import { permit } from '#lib/permit.ts';
import { repositoryIdsOf } from '#lib/views/finding/finding-filter.ts';
import { countDecided } from '#lib/views/posture/count-decided.ts';
import { organizationScoreView, scoredRows } from '#lib/views/posture/organization-score.ts';
import { tenths } from '#lib/views/tenths.ts';
import { COUNT_LIMIT, totalOf } from '#lib/views/total.ts';

/** What exceptions hide from the score and from lists, and what waits for a decision, of all that the caller sees. */
export async function getExceptionSummary(
  ctx: Context,
  { repo }: ExceptionSummaryParams = {},
): Promise<ExceptionSummary> {
  permit(ctx, 'finding:read', 'repositories');
  const { readSql: sql } = ctx;
  const named = repo !== undefined && repo.length > 0 ? await repositoryIdsOf(ctx, repo) : null;
  const scope = named === null ? ctx.readScope : narrowed(ctx.readScope, named);
  const withoutRepoIds = named === null ? await findUncountedIds(sql, scope) : [];
  const counted = (state: FindingState): Promise<number> =>
    countDecided(sql, scope, state, { repoIds: null, withoutRepoIds });
  const which = { withoutRepoIds, limit: COUNT_LIMIT + 1 };
  const [rows, accepted, falsePositives, suppressed, waiting, expiring] = await Promise.all([
    findPortfolio(sql, scope),
    counted('accepted'),
    counted('false_positive'),
    counted('suppressed'),
    countExceptions(sql, scope, { ...which, state: 'requested' }),
    countExceptions(sql, scope, { ...which, state: 'in_force', expiringBefore: addDays(ctx.now(), REMIND_DAYS[0]) }),
  ]);
  const { score, without_acceptances: without } = organizationScoreView(
    scoredRows(rows),
    organizationFigures(rows),
    new Map(),
    accepted,
  );
  return {
    score,
    without_acceptances: without,
    points_hidden: score === null || without === null ? null : Math.max(0, tenths(score - without)),
    accepted,
    false_positives: falsePositives,
    suppressed,
    waiting: totalOf(waiting),
    expiring: totalOf(expiring),
  };
}
