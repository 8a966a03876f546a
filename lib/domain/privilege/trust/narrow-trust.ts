import { admitsVault } from './admits-vault.ts';
import type { AwsStatement, TrustPolicy, VaultTrust } from './trust-policy.ts';

/** A trust that asks for a value of each of these claims on top of what it asks for: it never lets in whom it did not. */
export function narrowTrust(trust: TrustPolicy, host: string, claims: Readonly<Record<string, string>>): TrustPolicy {
  switch (trust.cloud) {
    case 'aws': {
      const change = (statement: AwsStatement) =>
        statement.effect === 'Deny' ? statement : asking(statement, host, claims);
      return { ...trust, statements: trust.statements.map(change) };
    }
    case 'azure':
      return {
        ...trust,
        credentials: trust.credentials.map((credential) => {
          const asked = credential.expression ?? term('sub', credential.subject ?? '');
          const more = Object.entries(claims).map(([claim, value]) => term(claim, value));
          return { ...credential, subject: null, expression: [asked, ...more].join(' and ') };
        }),
      };
    case 'vault':
      return { ...trust, boundClaims: { ...trust.boundClaims, ...bound(trust, claims) } };
  }
}

/** Keys of what was asked before stay: `ForAnyValue` asks the same as nothing before a single value. */
function asking(statement: AwsStatement, host: string, claims: Readonly<Record<string, string>>): AwsStatement {
  const operator = 'ForAnyValue:StringEquals';
  const asked = statement.conditions[operator] ?? {};
  const more = Object.entries(claims).map(([claim, value]) => {
    const key = `${host}:${claim}`;
    // Of several values one is enough: beside another one, both would be let in.
    return [key, asked[key]?.filter((each) => each === value) ?? [value]];
  });
  return {
    ...statement,
    conditions: { ...statement.conditions, [operator]: { ...asked, ...Object.fromEntries(more) } },
  };
}

const term = (claim: string, value: string): string => `claims['${claim}'] eq '${value.replaceAll("'", "''")}'`;

/** A claim that is bound already to other values is bound to none then. */
function bound(trust: VaultTrust, claims: Readonly<Record<string, string>>): VaultTrust['boundClaims'] {
  return Object.fromEntries(
    Object.entries(claims).map(([claim, value]) => {
      const own = trust.boundClaims[claim];
      const asked = { ...trust, boundSubject: null, boundClaims: own === undefined ? {} : { [claim]: own } };
      return [claim, admitsVault(asked, { [claim]: value }) === true ? [value] : []];
    }),
  );
}
