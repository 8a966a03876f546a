import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Claims, type ClaimValue, FREE, mayMean } from './claims.ts';
import type { VaultTrust } from './trust-policy.ts';
import { matchesWildcard } from './wildcard.ts';

/** Whether a role of a vault accepts a token. One that binds no subject and no claims accepts every token of the issuer. */
export function admitsVault(trust: VaultTrust, claims: Claims): Tri {
  // Where none is asked for, the vault answers with an empty one.
  const wanted = trust.boundSubject ?? '';
  const subject = wanted === '' ? true : holds(claims.sub, wanted, (value) => value === wanted);
  return and(
    subject,
    ...Object.entries(trust.boundClaims).map(([claim, values]) => {
      const name = claim.replace(/^\//, '');
      return or(...values.map((wanted) => holds(claims[name], wanted, (value) => bound(trust, wanted, value))));
    }),
  );
}

/** Without the type `glob` a star stands for itself. */
function bound(trust: VaultTrust, wanted: string, value: string): boolean {
  return trust.boundClaimsType === 'glob' ? matchesWildcard(wanted, value, false) : wanted === value;
}

function holds(value: ClaimValue, wanted: string, test: (value: string) => boolean): Tri {
  if (value === undefined) return false;
  if (value === null) return null;
  if (value === FREE) return true;
  return typeof value === 'object' ? mayMean(wanted, value) : test(value);
}
