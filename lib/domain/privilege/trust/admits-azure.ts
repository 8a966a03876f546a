import { and, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Claims, FREE, mayMean } from './claims.ts';
import type { AzureCredential, AzureTrust } from './trust-policy.ts';
import { matchesWildcard } from './wildcard.ts';

/** Whether one of an identity's credentials accepts a token: an exact subject, or an expression over claims. */
export function admitsAzure(trust: AzureTrust, claims: Claims): Tri {
  return or(...trust.credentials.map((credential) => accepts(credential, claims)));
}

function accepts(credential: AzureCredential, claims: Claims): Tri {
  if (credential.expression !== null) return expressionHolds(credential.expression, claims);
  if (credential.subject === null) return false;
  const { sub } = claims;
  if (typeof sub === 'object' && sub !== null) return mayMean(credential.subject, sub);
  return sub === null ? null : sub === credential.subject;
}

const TERM = /^claims\['([^']+)'\]\s+(eq|matches)\s+'((?:[^']|'')*)'$/i;

/** `claims['sub'] matches 'repo:acme/*' and claims['job_workflow_ref'] eq '…'`. What it does not understand is unknown. */
function expressionHolds(expression: string, claims: Claims): Tri {
  return and(
    ...termsOf(expression).map((term): Tri => {
      const [, claim = '', operator = '', quoted = ''] = TERM.exec(term.trim()) ?? [];
      if (claim === '') return null;
      const value = claims[claim];
      if (value === undefined) return false;
      if (value === null) return null;
      if (value === FREE) return true;
      const wanted = quoted.replaceAll("''", "'");
      if (typeof value === 'object') return mayMean(wanted, value);
      return operator.toLowerCase() === 'eq' ? value === wanted : matchesWildcard(wanted, value);
    }),
  );
}

/** Parts between the word `and`, outside of quotes. */
function termsOf(expression: string): string[] {
  const terms: string[] = [''];
  for (const [token] of expression.matchAll(/'(?:[^']|'')*'|\s+and\s+|[\s\S]/gi)) {
    if (/^\s+and\s+$/i.test(token)) terms.push('');
    else terms[terms.length - 1] += token;
  }
  return terms;
}
