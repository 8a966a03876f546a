import type { Named, Principal, Resource } from './inventory.ts';
import type { Outcome } from './rule.ts';

type Failure = Omit<Extract<Outcome, { outcome: 'fail' }>, 'outcome' | 'principal' | 'resource'>;

export const named = ({ id, name }: Principal | Resource): Named => ({ id, name });

export const pass = (principal: Named | null, resource: Named): Outcome => ({ outcome: 'pass', principal, resource });

export const fail = (principal: Named | null, resource: Named, failure: Failure): Outcome => ({
  outcome: 'fail',
  principal,
  resource,
  ...failure,
});

export const unknown = (principal: Named | null, resource: Named, reason: string): Outcome => ({
  outcome: 'unknown',
  principal,
  resource,
  reason,
});

/** For settings that are right or wrong: null was not told, which is neither. */
export function judged(
  isRight: boolean | null,
  principal: Named | null,
  resource: Named,
  { reason, ...failure }: Failure & { reason: string },
): Outcome {
  if (isRight === null) return unknown(principal, resource, reason);
  return isRight ? pass(principal, resource) : fail(principal, resource, failure);
}
