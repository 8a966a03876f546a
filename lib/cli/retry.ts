import { setTimeout } from 'node:timers/promises';
import { Fault } from '#lib/errors.ts';

const DEFAULT_PAUSE = 5;
/** Seconds of pauses in all: a pipeline must not stand still for longer. */
const PATIENCE = 300;
const MAX_RETRIES = 5;

/** Seconds that a `Retry-After` header names, as a number or as a date; five when it names none. */
export function secondsOf(header: string | null, now: Date): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? DEFAULT_PAUSE : Math.max(0, Math.ceil((date - now.getTime()) / 1000));
}

/**
 * Tries again while `attempt` throws a Fault that names a `retryAfter`: five times, five minutes of pauses in all.
 * @throws what the last try threw, and at once whatever names no `retryAfter`
 */
export async function retry<T>(
  attempt: () => Promise<T>,
  say: (line: string) => void,
  sleep: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<T> {
  let left = PATIENCE;
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const pause = error instanceof Fault ? error.retryAfter : null;
      if (!(error instanceof Fault) || pause === null || retries === MAX_RETRIES || pause > left) throw error;
      left -= pause;
      say(`${error.sentence} Trying again in ${pause} seconds (${retries + 1} of ${MAX_RETRIES}).`);
      await sleep(pause * 1000);
    }
  }
}
