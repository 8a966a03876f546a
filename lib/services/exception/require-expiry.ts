import type { ExceptionPolicy } from '#lib/domain/decision/exception.ts';
import { judgeExpiry } from '#lib/domain/decision/judge-expiry.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { Fault } from '#lib/errors.ts';

/** The end of an exception, as it was given. @throws Fault invalid_input when the policy does not allow it */
export function requireExpiry(kind: Decision, given: string | null, policy: ExceptionPolicy, now: Date): Date | null {
  const expiresAt = given === null ? null : new Date(given);
  const message = judgeExpiry(kind, expiresAt, policy, now);
  if (message === null) return expiresAt;
  throw new Fault('invalid_input', `expires_at: ${message}.`, { fields: [{ path: 'expires_at', message }] });
}
