import { z } from 'zod';

/** A job as its producer and the worker know it. What it does is in `lib/worker/tasks.ts`. */
export interface Job<Payload = unknown> {
  /** As the database's queue knows it, also of jobs that an older version left there. */
  id: string;
  payload: z.ZodType<Payload>;
  /** Jobs of one queue run one after another. */
  queue: (payload: Payload) => string;
  /** Deterministic: a job that waits already is not added a second time. */
  key: (payload: Payload) => string;
  /** Five fields of cron, UTC; null for a job that is only added by somebody. */
  cron: string | null;
  maxAttempts: number;
  /**
   * It changes what days are counted of, by the clock of now: while the demo of its organization is being loaded, which replays
   * past days, it waits. What it is about is looked up when it runs, so that nothing is lost by it.
   */
  waitsForDemo?: true;
}

/** A job that comes by the clock: never beside itself, and once where a run before it still waits. */
export function scheduled(id: string, cron: string): Job<object> {
  return { id, payload: z.object({}), queue: () => id, key: () => id, cron, maxAttempts: 3 };
}

/** One order for the queue, in the words of `addJob`. */
export function orderOf<Payload extends object>(job: Job<Payload>, payload: Payload) {
  return {
    task: job.id,
    payload: { ...payload },
    queue: job.queue(payload),
    key: job.key(payload),
    maxAttempts: job.maxAttempts,
  };
}
