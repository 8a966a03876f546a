import type { Transaction } from '#db/client.ts';
import { insertOutbox } from '#db/queries/outbox.ts';
import { findTeamSlug } from '#db/queries/teams-read.ts';
import type { ActionKind } from '#lib/domain/action/key.ts';
import type { Assignee, Changed, WorkEventKind } from '#lib/domain/action/work.ts';
import { MOST_LISTED, type WorkedActions } from '#lib/domain/outbox/event.ts';
import { noticeOfWork } from '../watch/notice-of-work.ts';

interface ToldDone {
  row: { repoId: number; number: number; kind: ActionKind };
  changed: Changed;
}

type ToldWork = 'action_claimed' | 'action_assigned' | 'action_released' | 'action_awaiting' | 'action_not_fixed';

/** What others are told of it; null: nothing. What scans say is told where they say it. */
function toldAs(event: WorkEventKind): ToldWork | null {
  switch (event) {
    case 'claimed':
      return 'action_claimed';
    case 'assigned':
      return 'action_assigned';
    case 'released':
    case 'unassigned':
      return 'action_released';
    case 'said_fixed':
      return 'action_awaiting';
    case 'not_fixed':
      return 'action_not_fixed';
    case 'due_set':
    case 'due_removed':
    case 'still_there':
    case 'verified':
    case 'closed':
    case 'reopened':
      return null;
  }
}

/** An entry of the outbox for each repository, of what others are told of; and those who watch it are noted. */
export async function tellOfWork(
  tx: Transaction,
  { orgId, now, userId }: { orgId: number; now: Date; userId: number | null },
  done: readonly ToldDone[],
): Promise<void> {
  await noticeOfWork(
    tx,
    { orgId, now, userId },
    done.map(({ row }) => row),
  );
  for (const [repoId, ofRepository] of Map.groupBy(done, ({ row }) => row.repoId)) {
    for (const [event, alike] of Map.groupBy(ofRepository, ({ changed }) => changed.event)) {
      const kind = toldAs(event);
      if (kind === null) continue;
      const actions = alike.slice(0, MOST_LISTED).map(({ row }) => ({ number: row.number, kind: row.kind }));
      const [first] = alike;
      const given = kind === 'action_claimed' || kind === 'action_assigned' ? first?.changed.work.assignee : null;
      const detail = { count: alike.length, actions, ...(given ? { assignee: await named(tx, orgId, given) } : {}) };
      await insertOutbox(tx, { orgId, repoId }, { at: now, upload: 0, userId, kind, detail });
    }
  }
}

/** One change gives all that it changes to the same one. */
async function named(
  tx: Transaction,
  orgId: number,
  { kind, id }: Assignee,
): Promise<(WorkedActions['assignee'] & object) | null> {
  if (kind === 'person') return { kind, id };
  const slug = await findTeamSlug(tx, { orgId }, id);
  return slug === null ? null : { kind, id: slug };
}
