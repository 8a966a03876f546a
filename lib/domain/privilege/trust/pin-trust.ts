import type { TrustPolicy } from './trust-policy.ts';

/** A trust that asks for one repository and one environment on top of what it asks for. */
export function pinTrust(trust: TrustPolicy, repository: string, environment: string): TrustPolicy {
  switch (trust.cloud) {
    case 'aws': {
      const prefix = 'token.actions.githubusercontent.com';
      const more = { [`${prefix}:repository`]: [repository], [`${prefix}:environment`]: [environment] };
      return {
        ...trust,
        statements: trust.statements.map((statement) =>
          statement.effect === 'Deny'
            ? statement
            : {
                ...statement,
                // Keys of what was asked before stay: `ForAnyValue` asks the same as nothing before a single value.
                conditions: {
                  ...statement.conditions,
                  'ForAnyValue:StringEquals': { ...statement.conditions['ForAnyValue:StringEquals'], ...more },
                },
              },
        ),
      };
    }
    case 'azure':
      return {
        ...trust,
        credentials: trust.credentials.map((credential) => {
          const asked =
            credential.expression ?? `claims['sub'] eq '${(credential.subject ?? '').replaceAll("'", "''")}'`;
          const own = `claims['repository'] eq '${repository}' and claims['environment'] eq '${environment}'`;
          return { ...credential, subject: null, expression: `${asked} and ${own}` };
        }),
      };
    case 'vault':
      return { ...trust, boundClaims: { ...trust.boundClaims, repository: [repository], environment: [environment] } };
  }
}
