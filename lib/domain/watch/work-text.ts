import type { WorkEventKind } from '#lib/domain/action/work.ts';

export interface WorkSaid {
  kind: WorkEventKind;
  /** Whose it became, or was. */
  assignee: string | null;
  /** Until when it is to be done. */
  dueAt: string | null;
  reason: string | null;
}

/** What happened to the work on a fix, in the words of a mail, without who and when. */
export function workText({ kind, assignee, dueAt, reason }: WorkSaid): string {
  switch (kind) {
    case 'claimed':
      return assignee === null ? 'Claimed' : `Claimed for ${assignee}`;
    case 'released':
      return 'Released: nobody works on it';
    case 'assigned':
      return `Given to ${assignee ?? 'somebody who is gone'}`;
    case 'unassigned':
      return `Nobody’s again; it was with ${assignee ?? 'somebody who is gone'}`;
    case 'said_fixed':
      return 'Said to be fixed: it awaits a scan';
    case 'not_fixed':
      return 'Not fixed after all';
    case 'due_set':
      return `To be done until ${dueAt?.slice(0, 10) ?? 'another date'}${reason === null ? '' : `: ${reason}`}`;
    case 'due_removed':
      return 'Its own date was removed: the SLA’s counts';
    case 'still_there':
      return 'Still there: a scan found it after it was said to be fixed';
    case 'verified':
      return 'Verified: a scan no longer finds it';
    case 'closed':
      return 'Closed: none of its findings is open';
    case 'reopened':
      return 'Open again';
  }
}
