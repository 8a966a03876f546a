/** What people do about an action that is open. A closed one has no stage: nobody works on what is gone. */
export const STAGES = ['open', 'claimed', 'awaiting'] as const;
/** `awaiting`: somebody says that it is fixed, which is a claim until a scan agrees. */
export type Stage = (typeof STAGES)[number];

export interface Assignee {
  kind: 'person' | 'team';
  id: number;
}

/** The date until which somebody wants it done, beside the one that its SLA gives. */
export interface OwnDue {
  at: Date;
  reason: string;
}

export interface Work {
  stage: Stage;
  /** Whose it is: who claimed it, or whom somebody gave it to. */
  assignee: Assignee | null;
  claimedAt: Date | null;
  /** When somebody said that it is fixed; null unless awaiting. */
  saidAt: Date | null;
  /** The upload that still held it after somebody had said that it is fixed; null: none. */
  backUpload: number | null;
  due: OwnDue | null;
}

export const NO_WORK: Readonly<Work> = {
  ...{ stage: 'open', assignee: null, claimedAt: null, saidAt: null, backUpload: null, due: null },
};

/** What a person asks for. `by`: who asks, null for a token, which is nobody. */
export type WorkChange =
  | { change: 'claim'; for: Assignee }
  | { change: 'release' }
  | { change: 'assign'; to: Assignee | null }
  | { change: 'say_fixed'; by: Assignee | null }
  | { change: 'not_fixed' }
  | { change: 'set_due'; due: OwnDue | null };

/** What is told of an action, oldest first: by people, and by scans. */
export const WORK_EVENTS = [
  'claimed',
  'released',
  'assigned',
  'unassigned',
  'said_fixed',
  'not_fixed',
  'due_set',
  'due_removed',
  'still_there',
  'verified',
  'closed',
  'reopened',
] as const;
export type WorkEventKind = (typeof WORK_EVENTS)[number];

export interface Changed {
  work: Work;
  event: WorkEventKind;
}

/** `taken`: it is somebody else's; `same`: it is so already, and nothing has to be written. */
export type Refusal = 'taken' | 'same' | 'not_awaiting';

const isSame = (a: Assignee | null, b: Assignee | null): boolean => a?.kind === b?.kind && a?.id === b?.id;

/** What a person's wish makes of the work on an open action, or why it is refused. */
export function changeWork(work: Work, wish: WorkChange, now: Date): Changed | Refusal {
  switch (wish.change) {
    case 'claim':
      if (work.assignee !== null && !isSame(work.assignee, wish.for)) return 'taken';
      if (work.stage !== 'open') return work.assignee === null ? claimed(work, wish.for, now) : 'same';
      return claimed(work, wish.for, now);
    case 'release':
      if (work.stage === 'open' && work.assignee === null) return 'same';
      return { event: 'released', work: { ...NO_WORK, due: work.due } };
    case 'assign':
      return assigned(work, wish.to);
    case 'say_fixed':
      if (work.stage === 'awaiting') return 'same';
      return {
        event: 'said_fixed',
        work: { ...work, stage: 'awaiting', assignee: work.assignee ?? wish.by, saidAt: now, backUpload: null },
      };
    case 'not_fixed':
      if (work.stage !== 'awaiting') return 'not_awaiting';
      return { event: 'not_fixed', work: returned(work, null) };
    case 'set_due':
      if (wish.due === null && work.due === null) return 'same';
      return { event: wish.due === null ? 'due_removed' : 'due_set', work: { ...work, due: wish.due } };
  }
}

function claimed(work: Work, assignee: Assignee, now: Date): Changed {
  const stage = work.stage === 'awaiting' ? 'awaiting' : 'claimed';
  return { event: 'claimed', work: { ...work, stage, assignee, claimedAt: work.claimedAt ?? now } };
}

/** Somebody it is given to has not begun: it is claimed by nobody then. What is said to be fixed stays so. */
function assigned(work: Work, assignee: Assignee | null): Changed | Refusal {
  if (isSame(work.assignee, assignee)) return 'same';
  const event = assignee === null ? 'unassigned' : 'assigned';
  if (work.stage === 'awaiting') return { event, work: { ...work, assignee } };
  return { event, work: { ...work, stage: 'open', assignee, claimedAt: null, backUpload: null } };
}

/** What was said to be fixed, and is not: its owner's again, or nobody's. */
function returned(work: Work, backUpload: number | null): Work {
  const isClaimed = work.assignee !== null;
  return { ...work, stage: isClaimed ? 'claimed' : 'open', saidAt: null, backUpload };
}

/** A report that took effect in full, and holds a finding of the action. */
export interface Witness {
  upload: number;
  /** By the run's own clock, as streams are ordered. */
  takenAt: Date;
}

/**
 * What a report that still holds the action's findings makes of what somebody said: it is not fixed. A report that was
 * taken no later than they said so tells nothing: null, as for work of which nobody says that it is fixed.
 */
export function seenStill(work: Work, witness: Witness): Changed | null {
  if (work.stage !== 'awaiting' || work.saidAt === null || witness.takenAt <= work.saidAt) return null;
  return { event: 'still_there', work: returned(work, witness.upload) };
}

/**
 * How the history calls that an action's last finding is gone: a scan that could have seen it agrees with those who
 * worked on it, else it is only closed, by a scan or (upload 0) because nothing looks at it any more.
 */
export function closingEvent(work: Work, upload: number): 'verified' | 'closed' {
  return upload > 0 && work.stage !== 'open' ? 'verified' : 'closed';
}
