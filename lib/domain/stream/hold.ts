/** A report that closes fewer than this is believed. */
export const HOLD_MIN_CLOSING = 20;
/** Share of the stream's open findings above which silence is not taken for success. */
export const HOLD_SHARE = 0.8;

export interface HoldFacts {
  /** Findings that the report would close, of so many that its stream holds. */
  closing: number;
  open: number;
  /** Whether the repository wants the rule. */
  enabled: boolean;
  /** A person said that the report is right. */
  released: boolean;
  /** The report before this one was held, and waits still. */
  confirms: boolean;
}

/** Law 6: why a report that closes so much must be confirmed first, for a person to read; null when it may pass. */
export function holdReason({ closing, open, enabled, released, confirms }: HoldFacts): string | null {
  if (released || confirms || !enabled || closing < HOLD_MIN_CLOSING || closing <= open * HOLD_SHARE) return null;
  return `It would close ${closing} of ${open} open findings of its stream. A scan that broke looks the same, so the next report must agree, or a person release it.`;
}
