import { type ListedIssue, listIssues } from '#db/queries/action-issues.ts';
import { findAction } from '#db/queries/actions-read.ts';
import { listTrackers } from '#db/queries/trackers.ts';
import type { Context } from '#lib/context.ts';
import type { ActionIssuesView, IssueView } from '#lib/contracts/tracker.ts';
import { can } from '#lib/domain/access/access.ts';
import { projectOf } from '#lib/domain/tracker/tracker.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';

/** The issues of an action, and where one can be made. An action on coverage has none. @throws Fault not_found */
export async function getActionIssues(ctx: Context, id: string): Promise<ActionIssuesView> {
  permit(ctx, 'finding:read', 'repositories');
  if (decodeId('coverage', id) !== null) return { items: [], trackers: [], may: false };
  const key = decodeId('action', id);
  const found = key && (await findAction(ctx.readSql, ctx.readScope, key));
  const { orgId, repoId, number, fullName, open } = permit(ctx, 'finding:read', { what: 'action', row: found });
  const [rows, trackers] = await Promise.all([
    listIssues(ctx.readSql, { orgId, repoId }, number),
    listTrackers(ctx.readSql, { orgId }),
  ]);
  const made = new Set(rows.filter(({ state }) => state !== 'refused' && state !== 'gone').map((row) => row.trackerId));
  const free = trackers.flatMap(({ id: tracker, kind, name, projects }) => {
    const project = projectOf(kind, projects, fullName);
    return project === null || made.has(tracker) ? [] : [{ id: tracker, kind, name, project }];
  });
  const may = open > 0 && can(ctx.principal, 'finding:write', { orgId, repoFullName: fullName });
  return { items: rows.map(issueView), trackers: free, may };
}

function issueView(row: ListedIssue): IssueView {
  const { trackerId, trackerKind, trackerName, project, state, url, assignee, problem } = row;
  return {
    tracker: { id: trackerId, kind: trackerKind, name: trackerName },
    ...{ project, state, key: row.issueKey, url, assignee, problem },
    checked_at: row.checkedAt?.toISOString() ?? null,
    next_at: row.nextAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    created_by: row.createdBy,
  };
}
