import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import { and, or } from '#lib/domain/privilege/access/tri.ts';
import { admits } from './admits.ts';
import { claimsOf, type TokenContext, type TokenRepository } from './claims.ts';
import type { TrustPolicy } from './trust-policy.ts';

/**
 * Whether a trust lets in a job of a repository that runs there. Every subject that it can present is made and compared:
 * by name, by numbers, or, where it is not known which, by either.
 */
export function admitsJob(
  trust: TrustPolicy | null,
  repository: TokenRepository,
  context: TokenContext,
  immutable: Tri,
): Tri {
  const byName = () => admits(trust, claimsOf(repository, context, false));
  const byNumber = () => admits(trust, claimsOf(repository, context, true));
  if (immutable === null) return or(and(byName(), byNumber()), and(null, or(byName(), byNumber())));
  return immutable ? byNumber() : byName();
}
