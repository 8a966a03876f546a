import { DAY_MS, MINUTE_MS } from '#lib/domain/time.ts';

/** Minutes from a failure to the next attempt. Together more than two days: a weekend without the receiver loses nothing. */
const RETRY_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720];
/** With this many failures in a row nothing is sent any more until somebody resumes it. */
export const FAILURES_TO_STOP = RETRY_MINUTES.length + 1;

export interface NextAttempt {
  /** In a row. */
  failures: number;
  nextAt: Date;
  stopped: boolean;
}

/**
 * What follows from one more failure after `before` in a row.
 * @param answer `gone`: the receiver says that it is gone for good; `retryAfter`: seconds that it asks to wait for
 */
export function afterFailure(
  before: number,
  answer: { gone: boolean; retryAfter: number | null },
  now: Date,
): NextAttempt {
  const failures = before + 1;
  const planned = (RETRY_MINUTES[before] ?? 0) * MINUTE_MS;
  const asked = Math.min((answer.retryAfter ?? 0) * 1000, DAY_MS);
  const stopped = answer.gone || failures >= FAILURES_TO_STOP;
  return { failures, nextAt: new Date(now.getTime() + Math.max(planned, asked)), stopped };
}
