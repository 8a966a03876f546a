/** A report that closes fewer than this is believed. */
export const HOLD_MIN_CLOSING = 20;
/** Share of the stream's open findings above which silence is not taken for success. */
export const HOLD_SHARE = 0.8;

export interface HoldFacts {
  /** Findings that the report would close, of all that are present in its stream. */
  closing: number;
  open: number;
  /** Whether the repository wants the rule. */
  enabled: boolean;
  /** A person said that the report is right. */
  released: boolean;
  /** When a report of another run may confirm this one. */
  confirmableAt: Date;
}

/** Why a report that closes so much is held until it is confirmed, for a person to read; null when it may take effect. */
export function holdReason({ closing, open, enabled, released, confirmableAt }: HoldFacts): string | null {
  if (released || !enabled || closing < HOLD_MIN_CLOSING || closing <= open * HOLD_SHARE) return null;
  return `It would close ${closing} of ${open} open findings of its stream. A scan that broke looks the same, so it waits: a report of another run from ${inWords(confirmableAt)} on that says the same confirms it, or a person releases it.`;
}

/** `2026-03-02 09:10 UTC` */
function inWords(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
