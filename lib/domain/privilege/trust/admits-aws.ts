import { and, not, or, type Tri } from '#lib/domain/privilege/access/tri.ts';
import { type BeginsWith, type Claims, type ClaimValue, FREE, mayMean } from './claims.ts';
import type { AwsStatement, AwsTrust } from './trust-policy.ts';
import { matchesWildcard } from './wildcard.ts';

/** Whether a role is given to a token: statements are alternatives, and one that denies outweighs all that allow. */
export function admitsAws(trust: AwsTrust, claims: Claims): Tri {
  const holds = (effect: AwsStatement['effect']) =>
    or(...trust.statements.filter((each) => each.effect === effect).map((each) => statementHolds(each, claims)));
  return and(holds('Allow'), not(holds('Deny')));
}

/** Operators and keys must all hold; of the values of a key one. */
function statementHolds(statement: AwsStatement, claims: Claims): Tri {
  return and(
    ...Object.entries(statement.conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => conditionHolds(operator, claimOf(key, claims), values)),
    ),
  );
}

/** `token.actions.githubusercontent.com:sub` is the claim `sub`; keys of AWS itself (`aws:SourceIp`) are not in a token. */
function claimOf(key: string, claims: Claims): ClaimValue {
  if (/^(?:aws|sts|saml|iam):/i.test(key)) return null;
  return claims[key.slice(key.lastIndexOf(':') + 1)];
}

const OPERATOR = /^(ForAllValues:|ForAnyValue:)?(Null|String(?:Not)?(?:Equals|EqualsIgnoreCase|Like))(IfExists)?$/i;

function conditionHolds(operator: string, value: ClaimValue, values: readonly string[]): Tri {
  const parts = OPERATOR.exec(operator);
  if (parts === null) return null;
  const [, set = '', test = '', ifExists] = parts;
  const name = test.toLowerCase();
  if (name === 'null')
    return value === null ? null : values.some((each) => each.toLowerCase() === String(value === undefined));
  const negative = name.includes('not');
  if (value === undefined) return ifExists !== undefined || set.toLowerCase() === 'forallvalues:' || negative;
  if (value === null) return null;
  // He who chooses the value chooses one that fits.
  if (value === FREE) return true;
  if (typeof value === 'object') return negative ? null : or(...values.map((each) => mayBe(name, each, value)));
  const hit = values.some((each) => matchesOne(name, each, value));
  return negative ? !hit : hit;
}

/** Only `Like` knows wildcards: `StringEquals` with a star asks for a star. */
function matchesOne(operator: string, pattern: string, value: string): boolean {
  if (operator.endsWith('like')) return matchesWildcard(pattern, value);
  return operator.endsWith('ignorecase') ? pattern.toLowerCase() === value.toLowerCase() : pattern === value;
}

function mayBe(operator: string, pattern: string, value: BeginsWith): false | null {
  if (!operator.endsWith('ignorecase')) return mayMean(pattern, value);
  return mayMean(pattern.toLowerCase(), { begins: value.begins.toLowerCase() });
}
