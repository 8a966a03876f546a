import { type ActionEventEntry, findActionEvents } from '#db/queries/action-events.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Context } from '#lib/context.ts';
import type { ActionEventView } from '#lib/contracts/action-work.ts';
import { uploadLink } from './work-view.ts';

/** So many events are shown, the newest. */
const SHOWN = 50;

/** What happened to an action, the newest first. */
export async function actionHistory(ctx: Context, scope: RepositoryScope, number: number): Promise<ActionEventView[]> {
  const events = await findActionEvents(ctx.readSql, scope, number, SHOWN);
  return events.map((event) => viewOf(scope.repoId, event));
}

function viewOf(repoId: number, event: ActionEventEntry): ActionEventView {
  const { at, kind, upload, by, detail, assignee } = event;
  return {
    at: at.toISOString(),
    kind,
    by: by ?? detail?.byToken ?? null,
    upload: upload === 0 ? null : uploadLink(repoId, upload),
    assignee: assignee ?? detail?.assignee?.team ?? null,
    due_at: detail?.dueAt ?? null,
    reason: detail?.reason ?? null,
    lost_sight: detail?.lostSight === true,
  };
}
