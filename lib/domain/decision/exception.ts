import type { CredentialKind } from '#lib/domain/access/credential.ts';

/**
 * Life of an exception: `requested` → `in_force` → `expired`, `withdrawn`, or `returned` because conditions changed; or
 * `requested` → `refused`, `withdrawn`. Only one of a finding is alive at a time.
 */
export const EXCEPTION_STATES = ['requested', 'in_force', 'refused', 'withdrawn', 'expired', 'returned'] as const;
export type ExceptionState = (typeof EXCEPTION_STATES)[number];

/** What can bring a finding back before its exception expires. */
export const RETURN_REASONS = ['malicious', 'kev', 'epss', 'exposure', 'severity', 'verified', 'confirmed'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/**
 * Why it ended, where that is not who ended it: `joined` — its finding turned out to be one with another that has its own;
 * `rule_ended` — the rule that made it was withdrawn; `rule_left` — its finding is not what that rule is about any more;
 * `statement_ended` — the statement that it rests on was withdrawn, or its author says otherwise now.
 */
export const END_REASONS = [...RETURN_REASONS, 'joined', 'rule_ended', 'rule_left', 'statement_ended'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Who asked for it: somebody with a credential, or the author of a statement who is trusted. */
export type RequesterKind = CredentialKind | 'source';

/** Somebody whose statements are adopted on arrival, and who decided so. */
export interface TrustedAuthor {
  name: string;
  at: string;
  by: { personId: number | null; kind: CredentialKind; name: string };
}

/** What an organization asks of exceptions. */
export interface ExceptionPolicy {
  /** Whoever asks for one cannot approve it. Where it is off, who may decide decides at once. */
  fourEyes: boolean;
  /** Most days that a risk can be accepted for: it must expire. */
  acceptedDays: number;
  /** Most days for a false positive; null: it may have no end. */
  falsePositiveDays: number | null;
}

export const DEFAULT_EXCEPTION_POLICY: Readonly<ExceptionPolicy> = {
  fourEyes: false,
  acceptedDays: 365,
  falsePositiveDays: null,
};

/** Longest that a policy can allow. */
export const MOST_EXCEPTION_DAYS = 3650;
