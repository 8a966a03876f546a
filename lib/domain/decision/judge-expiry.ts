import type { Decision } from '#lib/domain/finding/finding.ts';
import { addDays } from '#lib/domain/time.ts';
import type { ExceptionPolicy } from './exception.ts';

/** Most days of a kind; null: no end is needed. */
export function mostDays(kind: Decision, policy: ExceptionPolicy): number | null {
  switch (kind) {
    case 'accepted':
      return policy.acceptedDays;
    case 'false_positive':
      return policy.falsePositiveDays;
  }
}

/** The latest end that is allowed, counted from `now`; null: any, or none. @public for the dialog that asks for one */
export function latestExpiry(kind: Decision, policy: ExceptionPolicy, now: Date): Date | null {
  const days = mostDays(kind, policy);
  return days === null ? null : addDays(now, days);
}

/** Why an exception cannot end then, as the end of a sentence (`must be …`); null when it can. */
export function judgeExpiry(kind: Decision, expiresAt: Date | null, policy: ExceptionPolicy, now: Date): string | null {
  const days = mostDays(kind, policy);
  if (expiresAt === null) {
    return days === null
      ? null
      : `must be a time within ${days} days: your organization lets no such exception be open-ended`;
  }
  if (expiresAt <= now) return 'must be in the future';
  return days !== null && expiresAt > addDays(now, days)
    ? `must be within ${days} days, the most that your organization allows`
    : null;
}
