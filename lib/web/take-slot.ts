import { Fault } from '#lib/errors.ts';

/** How many bodies are received at the same time, each with a few megabytes of buffers and windows. */
export interface SlotLimits {
  ofOne: number;
  ofAll: number;
}

const slotsInUse = new Map<string, number>();

/**
 * Takes one of the slots for receiving a body; the caller calls the returned function once to release it.
 * @throws Fault `rate_limited` when the credential uses too many slots, `unavailable` when all are in use
 */
export function takeSlot(credential: string, { ofOne, ofAll }: SlotLimits): () => void {
  const inUse = slotsInUse.get(credential) ?? 0;
  if (inUse >= ofOne) {
    const sentence = `This credential sends ${ofOne} reports at this moment. Send this one when one of them is done.`;
    throw new Fault('rate_limited', sentence, { retryAfter: 1 });
  }
  const all = [...slotsInUse.values()].reduce((sum, count) => sum + count, 0);
  if (all >= ofAll) {
    const sentence = `${ofAll} reports are being received. Nothing was stored; send this one again in a moment.`;
    throw new Fault('unavailable', sentence, { retryAfter: 2 });
  }
  slotsInUse.set(credential, inUse + 1);
  return () => {
    const left = (slotsInUse.get(credential) ?? 1) - 1;
    if (left > 0) slotsInUse.set(credential, left);
    else slotsInUse.delete(credential);
  };
}
