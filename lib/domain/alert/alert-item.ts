import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import type { PostureChange } from '#lib/domain/outbox/posture-change.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { rhythmWords } from '#lib/domain/stream/silence.ts';
import type { AlertItem } from './alert.ts';

export type RepositoryItem = Extract<AlertItem, { repository: string }>;

/** The scores that screens show, where one change took at least `points` from it; null: it did not. */
export function scoreDrop({ score }: PostureChange, points: number): { before: number; after: number } | null {
  const [before, after] = [shownScore(score.before), shownScore(score.after)];
  if (before === null || after === null) return null;
  // In tenths, because 71.3 - 66.3 is a little less than 5 in binary.
  return Math.round((before - after) * 10) >= points * 10 ? { before, after } : null;
}

/** Ids of rules and advisories come from reports: one line, not longer than anybody reads. */
const shortRule = (rule: string): string =>
  rule
    .replace(/[\p{C}\s]+/gu, ' ')
    .slice(0, 100)
    .toWellFormed();

/**
 * What an entry of the outbox is for those who are alerted; null: nothing that alerts anybody.
 * @param uploadPath the page of an upload by its number
 */
export function alertItemOf(
  event: OutboxEvent & { at: Date; upload: number },
  { repository, uploadPath }: { repository: string; uploadPath: (upload: number) => string },
  points: number,
): RepositoryItem | null {
  const { at } = event;
  const path = `/repositories/${repository}`;
  switch (event.kind) {
    // Work on actions is told to programs, and to those who do it on their screens.
    case 'audit_anchored':
    case 'exception_requested':
    case 'exception_approved':
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_expired':
    case 'exception_returned':
    case 'exception_expiring':
    case 'action_claimed':
    case 'action_awaiting':
    case 'action_verified':
    case 'action_back':
    case 'gate_failed':
    case 'policy_changed':
      return null;
    case 'posture_changed': {
      const drop = scoreDrop(event.detail, points);
      return drop === null ? null : { kind: 'score_dropped', at, repository, path, ...drop };
    }
    case 'live_secret_found': {
      const { count, findings } = event.detail;
      const [first] = findings;
      const rules = [...new Set(findings.map(({ rule }) => shortRule(rule)))];
      const only = count === 1 && first !== undefined ? `/findings/${first.number}` : '';
      return { kind: 'live_secret_found', at, repository, path: `${path}${only}`, count, rules };
    }
    case 'kev_listed':
    case 'epss_risen': {
      const { count, findings } = event.detail;
      const [first] = findings;
      const advisories = [...new Set(findings.map(({ advisory }) => shortRule(advisory)))];
      const only = count === 1 && first !== undefined ? `/findings/${first.number}` : '';
      return { kind: event.kind, at, repository, path: `${path}${only}`, count, advisories };
    }
    case 'report_held': {
      const { closing, scanners, again } = event.detail;
      // Who was told that reports wait is not told of each that takes the place of the one before.
      if (again) return null;
      return { kind: 'report_held', at, repository, path: uploadPath(event.upload), closing, scanners };
    }
    case 'report_confirmed':
      return { kind: 'report_confirmed', at, repository, path: uploadPath(event.upload), fixed: event.detail.fixed };
    case 'pipeline_silent': {
      const { pipeline, scanners, lastReportAt, usualHours } = event.detail;
      const usual = rhythmWords(usualHours);
      return {
        kind: 'pipeline_silent',
        at,
        repository,
        path,
        pipeline,
        scanners,
        lastReportAt: new Date(lastReportAt),
        usual,
      };
    }
  }
}
