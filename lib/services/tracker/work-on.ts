import { findClosing, type IssueOutcome, type IssueRow } from '#db/queries/action-issues.ts';
import type { TrackerRow } from '#db/queries/trackers.ts';
import { addDays } from '#lib/domain/time.ts';
import { nextLook, retryAt } from '#lib/domain/tracker/tracker.ts';
import { formatDate } from '#lib/format.ts';
import { encodeId } from '#lib/ids.ts';
import type { BoundSystem } from '#lib/system.ts';
import { TRACKERS } from '#lib/trackers/all.ts';
import type { Issue, Send } from '#lib/trackers/contract.ts';
import { Trouble } from '#lib/trackers/trouble.ts';
import { sendTo } from './send-to.ts';

export interface Worked {
  outcome: IssueOutcome;
  /** The tracker asks to be left alone until then. */
  pauseUntil: Date | null;
  isBusy: boolean;
}

/** Asks the tracker what is to be asked about an issue. @returns what came of it, whatever the tracker answered */
export async function workOn(system: BoundSystem, issue: IssueRow, tracker: TrackerRow | null): Promise<Worked> {
  if (tracker === null) return { outcome: { ...issue, nextAt: null }, pauseUntil: null, isBusy: false };
  const now = system.now();
  try {
    const send = sendTo(system, tracker);
    const found = issue.issueId === null ? await make(send, issue, tracker) : await read(send, issue, tracker);
    const toldAt = issue.issueId === null ? issue.toldAt : await tell(system, { send, issue, tracker, found });
    return { outcome: outcomeOf(found, toldAt, now), pauseUntil: null, isBusy: false };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    const isBusy = error.kind === 'busy';
    const pauseUntil = isBusy ? (error.retryAt ?? retryAt(issue.failures, now)) : null;
    return { outcome: afterTrouble(issue, error, now), pauseUntil, isBusy: error.passes };
  }
}

/** Whether it was made by an attempt whose answer was lost is asked first, from the second attempt on. */
async function make(send: Send, issue: IssueRow, tracker: TrackerRow): Promise<Issue> {
  const kind = TRACKERS[tracker.kind];
  const { project, marker, draft, attempts, createdAt } = issue;
  const search = { marker, since: createdAt, address: tracker.address };
  const there = attempts > 1 ? await kind.find(send, project, search) : null;
  if (there !== null) return there;
  if (draft === null) throw new Trouble('refused', 'Its text is lost. Order it again.');
  const { labels, issueType } = tracker;
  return kind.create(send, project, { ticket: draft, marker, labels, issueType }, tracker.address);
}

const read = (send: Send, { project, issueId }: IssueRow, tracker: TrackerRow): Promise<Issue> =>
  TRACKERS[tracker.kind].read(send, project, issueId ?? '', tracker.address);

/** Says in the issue that a scan no longer finds it, once for each closing, and closes it where that is wanted. */
async function tell(
  system: BoundSystem,
  { send, issue, tracker, found }: { send: Send; issue: IssueRow; tracker: TrackerRow; found: Issue },
): Promise<Date | null> {
  const { repoId, actionNumber, createdAt, toldAt, project } = issue;
  const closing = await findClosing(system.sql, issue, actionNumber);
  // Without a scan that says so (a stream was retired) nobody knows that it is fixed.
  if (closing === null || closing.upload === 0 || closing.at < createdAt) return toldAt;
  if (found.moved || (toldAt !== null && toldAt >= closing.at)) return toldAt;
  const kind = TRACKERS[tracker.kind];
  const page = `${system.publicUrl}/ingest/${encodeId('upload', { repoId, number: closing.upload })}`;
  const text = `A scan of ${formatDate(closing.at.toISOString())} no longer finds this: ${page}`;
  // An attempt whose answer was lost, or after which the worker was stopped, has said it: the page is of this closing alone.
  const search = { words: page, since: addDays(closing.at, -1) };
  if (!(await kind.said(send, project, found.id, search))) await kind.comment(send, project, found.id, text);
  if (tracker.closes && found.state === 'open') {
    await kind.close(send, project, found.id);
    found.state = 'closed';
  }
  return closing.at;
}

function outcomeOf(found: Issue, toldAt: Date | null, now: Date): IssueOutcome {
  const { id: issueId, key: issueKey, url, assignee, moved } = found;
  const state = moved ? 'gone' : found.state;
  return {
    ...{ issueId, issueKey, url, assignee, state, toldAt, checkedAt: now, failures: 0 },
    problem: moved ? 'It was moved to another project, and goes on there.' : null,
    nextAt: nextLook(state, now),
  };
}

/** What was made keeps its link, whatever is in the way now. */
function afterTrouble(issue: IssueRow, { kind, message, retryAt: asked, passes }: Trouble, now: Date): IssueOutcome {
  const failed = { ...issue, problem: message, failures: issue.failures + 1 };
  if (passes) return { ...failed, nextAt: asked ?? retryAt(issue.failures, now) };
  if (issue.issueId === null) return { ...failed, state: 'refused', nextAt: null };
  const state = kind === 'gone' || kind === 'moved' ? 'gone' : 'unreadable';
  return { ...failed, state, checkedAt: now, nextAt: nextLook(state, now) };
}
