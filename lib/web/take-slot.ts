import { Fault } from '#lib/errors.ts';

let inUse = 0;

/**
 * Takes one of the process's slots for receiving a body; the caller calls the returned function once to release it.
 * @throws Fault `unavailable` when all are in use
 */
export function takeSlot(limit: number): () => void {
  if (inUse >= limit) {
    const sentence = `${inUse} reports are being received. Nothing was stored; send this one again in a moment.`;
    throw new Fault('unavailable', sentence, { retryAfter: 2 });
  }
  inUse += 1;
  return () => {
    inUse -= 1;
  };
}
