import { MINUTE_MS } from '#lib/domain/time.ts';

export const WORKER_STATES = ['ok', 'silent'] as const;
export type WorkerState = (typeof WORKER_STATES)[number];
export const QUEUE_STATES = ['ok', 'late'] as const;
export type QueueState = (typeof QUEUE_STATES)[number];

/** A worker says every 10 s that it lives. */
export const SIGN_OF_LIFE_MS = 10_000;
const SILENT_MS = MINUTE_MS;
/** A report that waits longer than any queue of a healthy installation. */
const LATE_MS = 10 * MINUTE_MS;

/** Whether reports are being read: `silent` when no worker has shown a sign of life for a minute. */
export function workerState(seenAt: Date | null, now: Date): WorkerState {
  return seenAt !== null && now.getTime() - seenAt.getTime() < SILENT_MS ? 'ok' : 'silent';
}

/** Whether reports are read in time: `late` when the oldest one has waited for ten minutes. */
export function queueState(oldestAt: Date | null, now: Date): QueueState {
  return oldestAt !== null && now.getTime() - oldestAt.getTime() >= LATE_MS ? 'late' : 'ok';
}
