import type { FindingOrigin } from './origin.ts';

/** What happened to a finding; events are only ever added. */
export const FINDING_EVENT_KINDS = [
  'introduced',
  'seen_on_branch',
  'reopened',
  'fixed',
  'moved',
  'suppressed',
  'unsuppressed',
  'accepted',
  'false_positive',
  'returned',
  'exception_requested',
  'exception_refused',
  'exception_withdrawn',
  'exception_extended',
  'severity_changed',
  'severity_set',
  'severity_unset',
  'tagged',
  'untagged',
  'joined',
  /** A feed says, for the first time, which version fixes it; or says so no more. */
  'fix_known',
  'fix_unknown',
] as const;
export type FindingEventKind = (typeof FINDING_EVENT_KINDS)[number];

/** What an upload counts, one event for each. */
export const UPLOAD_CHANGES = ['introduced', 'reopened', 'fixed', 'moved'] as const satisfies FindingEventKind[];
export type UploadChange = (typeof UPLOAD_CHANGES)[number];

/** Values before and after, by name: `from`, `to`, `ref`. */
export type FindingEventDetail = Record<string, string | number | null>;

export interface FindingEvent {
  number: number;
  kind: FindingEventKind;
  detail: FindingEventDetail | null;
  /** Of what is introduced. */
  origin?: FindingOrigin;
}
