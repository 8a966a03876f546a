import { Fault } from '#lib/errors.ts';

/** How many bodies are received at the same time, each with a few megabytes of buffers and windows. */
export interface PlaceLimits {
  ofOne: number;
  ofAll: number;
}

const held = new Map<string, number>();

/**
 * A place among the bodies that are being received; the caller gives it back, once, when the body is stored or refused.
 * `holder`: the credential that delivers.
 * @throws Fault `rate_limited` when the credential holds too many, `unavailable` when all together do
 */
export function takePlace(holder: string, { ofOne, ofAll }: PlaceLimits): () => void {
  const mine = held.get(holder) ?? 0;
  if (mine >= ofOne) {
    const sentence = `This credential sends ${ofOne} reports at this moment. Send this one when one of them is done.`;
    throw new Fault('rate_limited', sentence, { retryAfter: 1 });
  }
  const all = [...held.values()].reduce((sum, count) => sum + count, 0);
  if (all >= ofAll) {
    const sentence = `${ofAll} reports are being received. Nothing was stored; send this one again in a moment.`;
    throw new Fault('unavailable', sentence, { retryAfter: 2 });
  }
  held.set(holder, mine + 1);
  return () => {
    const left = (held.get(holder) ?? 1) - 1;
    if (left > 0) held.set(holder, left);
    else held.delete(holder);
  };
}
