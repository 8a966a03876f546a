import type { FindingOwner, NamedWork } from '#db/queries/assignees.ts';
import type { ActionWorkView, AssigneeView } from '#lib/contracts/action-work.ts';
import { NO_WORK } from '#lib/domain/action/work.ts';
import { encodeId } from '#lib/ids.ts';

/** What a row shows of an action on which nobody works. */
export function idleWork(isClosed: boolean): ActionWorkView {
  return {
    state: isClosed ? 'closed' : NO_WORK.stage,
    ...{ assignee: null, claimed_at: null, said_fixed_at: null, still_in: null, due: null, revision: 0 },
  };
}

/** Whose it is, as its caller sees it; null: nobody's. */
export function assigneeView(
  { userId, teamId, person, team, teamSlug, yours }: Omit<FindingOwner, 'repoId' | 'number'>,
  caller: number | null,
): AssigneeView | null {
  if (userId !== null) {
    return { kind: 'person', id: userId, name: person ?? '', you: userId === caller } satisfies AssigneeView;
  }
  return teamId === null
    ? null
    : ({ kind: 'team', id: teamSlug ?? '', name: team ?? '', yours } satisfies AssigneeView);
}

/** Number and page of an upload. */
export function uploadLink(repoId: number, number: number): { number: number; url: string } {
  return { number, url: `/ingest/${encodeId('upload', { repoId, number })}` };
}

/** The work on an action as its caller sees it. */
export function workView(work: NamedWork, caller: number | null, now: Date): ActionWorkView {
  const { stage, claimedAt, saidAt, backUpload, dueAt, dueReason, revision } = work;
  return {
    state: stage,
    assignee: assigneeView(work, caller),
    claimed_at: claimedAt?.toISOString() ?? null,
    said_fixed_at: saidAt?.toISOString() ?? null,
    still_in: backUpload === null ? null : uploadLink(work.repoId, backUpload),
    due: dueAt && { at: dueAt.toISOString(), reason: dueReason ?? '', overdue: dueAt < now },
    revision,
  };
}
