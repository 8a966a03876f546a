/** A report that closes fewer than this is believed. */
export const HOLD_MIN_CLOSING = 20;
/** Share of the stream's open findings above which silence is not taken for success. */
export const HOLD_SHARE = 0.8;

/** Why a report that closes so much must be confirmed first, for a person to read; null when it may pass. */
export function holdReason(upload: { closing: number; open: number; enabled: boolean }): string | null {
  const { closing, open, enabled } = upload;
  if (!enabled || closing < HOLD_MIN_CLOSING || closing <= open * HOLD_SHARE) return null;
  return `It would close ${closing} of ${open} open findings of its stream. A scan that broke looks the same, so the next report must agree, or a person release it.`;
}
