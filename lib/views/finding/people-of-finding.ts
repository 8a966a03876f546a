import { findComments } from '#db/queries/comments.ts';
import type { FindingDetail } from '#db/queries/finding-detail.ts';
import { findSeverityOverrides } from '#db/queries/severity-overrides.ts';
import { findWatch } from '#db/queries/watches.ts';
import type { Context } from '#lib/context.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { MAX_COMMENTS } from '#lib/domain/comment/judge-comment.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import { commentViews } from './comment-view.ts';

interface PeopleOfFinding extends Pick<FindingView, 'comments' | 'watch'> {
  /** Whether it was the caller who set its severity. */
  ownsSeverity: boolean;
}

/** What people say about a finding, and set on it. */
export async function peopleOfFinding(ctx: Context, finding: FindingDetail): Promise<PeopleOfFinding> {
  const { orgId, repoId, number, fullName } = finding;
  const scope = { orgId, repoId };
  const [[override], comments, watch] = await Promise.all([
    findSeverityOverrides(ctx.readSql, scope, [finding]),
    findComments(ctx.readSql, scope, number, MAX_COMMENTS),
    findWatch(ctx.readSql, scope, number, ctx.userId),
  ]);
  const setBy = override?.setBy ?? null;
  return {
    comments: await commentViews(ctx, ctx.readSql, comments, fullName),
    watch,
    ownsSeverity: setBy !== null && setBy === actedBy(ctx).personId,
  };
}
