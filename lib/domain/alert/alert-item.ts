import { driftPath } from '#lib/domain/outbox/drift-words.ts';
import type { OutboxEvent } from '#lib/domain/outbox/event.ts';
import { exceptionPath } from '#lib/domain/outbox/exception-path.ts';
import { oneLine } from '#lib/domain/outbox/few.ts';
import { gainedPath } from '#lib/domain/outbox/gained-words.ts';
import type { PostureChange } from '#lib/domain/outbox/posture-change.ts';
import { shownScore } from '#lib/domain/score/shown-score.ts';
import { refWords } from '#lib/domain/stream/ref-words.ts';
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
    // Work on actions is told to programs, and to those who do it on their screens; so is what was decided.
    case 'audit_anchored':
    case 'exception_approved':
    case 'exception_refused':
    case 'exception_withdrawn':
    case 'exception_extended':
    case 'exception_expired':
    case 'exception_returned':
    case 'action_claimed':
    case 'action_assigned':
    case 'action_released':
    case 'action_awaiting':
    case 'action_not_fixed':
    case 'action_verified':
    case 'action_back':
    case 'gate_passed':
    case 'branch_gate_passed':
    case 'policy_changed':
    case 'severity_set':
    case 'comment_added':
    case 'review_opened':
    case 'review_ended':
    case 'review_undone':
      return null;
    case 'gate_failed':
    case 'branch_gate_failed': {
      const { ref, rules } = event.detail;
      const shown = { ref: oneLine(refWords(ref)), rules: rules.map(oneLine) };
      return { kind: event.kind, at, repository, path: uploadPath(event.upload), ...shown };
    }
    case 'exception_requested':
    case 'exception_expiring':
      return exceptionItem(event, repository);
    case 'posture_changed': {
      const drop = scoreDrop(event.detail, points);
      return drop === null ? null : { kind: 'score_dropped', at, repository, path, ...drop };
    }
    case 'live_secret_found':
    case 'malicious_found':
    case 'kev_listed':
    case 'epss_risen':
      return findingsItem(event, repository);
    case 'admin_gained':
      return gainedItem(event, repository);
    case 'pipeline_drifted':
      return { kind: 'pipeline_drifted', at, repository, path: driftPath(repository), ...event.detail };
    case 'report_held': {
      const { closing, scanners, again } = event.detail;
      // Who was told that reports wait is not told of each that takes the place of the one before.
      if (again) return null;
      return { kind: 'report_held', at, repository, path: uploadPath(event.upload), closing, scanners };
    }
    case 'report_confirmed':
      return { kind: 'report_confirmed', at, repository, path: uploadPath(event.upload), fixed: event.detail.fixed };
    case 'pipeline_silent':
      return silentItem(event, repository);
  }
}

function silentItem(
  { at, detail }: Extract<OutboxEvent, { kind: 'pipeline_silent' }> & { at: Date },
  repository: string,
): RepositoryItem {
  const { pipeline, scanners, lastReportAt, usualHours } = detail;
  const told = { pipeline, scanners, lastReportAt: new Date(lastReportAt), usual: rhythmWords(usualHours) };
  return { kind: 'pipeline_silent', at, repository, path: `/repositories/${repository}/pipelines`, ...told };
}

function gainedItem(
  { at, detail }: Extract<OutboxEvent, { kind: 'admin_gained' }> & { at: Date },
  repository: string,
): RepositoryItem {
  const people = detail.people.map(({ name, group, on, ...each }) => ({
    ...each,
    ...{ name: oneLine(name), group: group === null ? null : oneLine(group), on: oneLine(on) },
  }));
  return { kind: 'admin_gained', at, repository, path: gainedPath(repository), count: detail.count, people };
}

function findingsItem(
  event: Extract<OutboxEvent, { kind: 'live_secret_found' | 'malicious_found' | 'kev_listed' | 'epss_risen' }> & {
    at: Date;
  },
  repository: string,
): RepositoryItem {
  const { at, detail } = event;
  const [first] = detail.findings;
  const only = detail.count === 1 && first !== undefined ? `/findings/${first.number}` : '';
  const about = { at, repository, path: `/repositories/${repository}${only}`, count: detail.count };
  if (event.kind === 'live_secret_found') {
    return { kind: event.kind, ...about, rules: [...new Set(event.detail.findings.map(({ rule }) => oneLine(rule)))] };
  }
  const advisories = [...new Set(event.detail.findings.map(({ advisory }) => oneLine(advisory)))];
  return { kind: event.kind, ...about, advisories };
}

function exceptionItem(
  event: Extract<OutboxEvent, { kind: 'exception_requested' | 'exception_expiring' }> & { at: Date },
  repository: string,
): RepositoryItem {
  const { at, kind } = event;
  const { count, decision, findings, expiresAt, category } = event.detail;
  const rules = [...new Set(findings.map(({ rule }) => oneLine(rule)))];
  const of = category === undefined ? {} : { category };
  const told = { count, decision, rules, expiresAt: expiresAt === null ? null : new Date(expiresAt), ...of };
  return { kind, at, repository, path: exceptionPath(repository, event), ...told };
}
