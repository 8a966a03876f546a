import { ALERT_KINDS } from '#lib/domain/alert/alert.ts';

/** Where events can be sent to: a folder of `lib/sinks` for each. */
export const SINK_KINDS = ['webhook', 'slack', 'teams'] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

/** What is told of actions: by people who work on them, and by scans. */
export const ACTION_EVENTS = [
  'action_claimed',
  'action_assigned',
  'action_released',
  'action_awaiting',
  'action_not_fixed',
  'action_verified',
  'action_back',
] as const;
export type ActionEventKind = (typeof ACTION_EVENTS)[number];

/** What is told of access reviews. */
export const REVIEW_EVENTS = ['review_opened', 'review_ended', 'review_undone'] as const;

/** What a sink can ask for. `posture_changed` comes with every report that changes something, `audit_anchored` once a day. */
export const SINK_EVENTS = [
  'posture_changed',
  ...ALERT_KINDS,
  ...ACTION_EVENTS,
  'exception_approved',
  'exception_refused',
  'exception_withdrawn',
  'exception_extended',
  'exception_expired',
  'exception_returned',
  'gate_passed',
  'branch_gate_passed',
  'policy_changed',
  'severity_set',
  'comment_added',
  ...REVIEW_EVENTS,
  'audit_anchored',
] as const;
export type SinkEventKind = (typeof SINK_EVENTS)[number];

/** `paused` by a person; `stopped` by Plumbline, because sending failed for days. What happens meanwhile is kept for both. */
export const SINK_STATES = ['active', 'paused', 'stopped'] as const;
export type SinkState = (typeof SINK_STATES)[number];

/** `failed`: given up, by a person or because it was a test. */
export const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** A signing secret. The one that took its place is valid beside it until it ends. */
export interface SinkSecret {
  /** `whsec_` and base64. */
  secret: string;
  createdAt: string;
  /** ISO 8601; null: the current one. */
  endsAt: string | null;
}

/** Points that a score must lose in one change, where nothing else was chosen. */
export const DEFAULT_SCORE_DROP = 5;
