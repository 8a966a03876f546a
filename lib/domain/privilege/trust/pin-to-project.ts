import type { TrustPolicy } from './trust-policy.ts';

/** A trust that asks for one branch of one project of GitLab on top of what it asks for. */
export function pinToProject(trust: TrustPolicy, path: string, branch: string): TrustPolicy {
  const subject = `project_path:${path}:ref_type:branch:ref:${branch}`;
  switch (trust.cloud) {
    case 'aws':
      return {
        ...trust,
        statements: trust.statements.map((statement) => {
          if (statement.effect === 'Deny') return statement;
          const asked = statement.conditions['ForAnyValue:StringEquals'];
          const more = { ...asked, 'gitlab.com:sub': [subject] };
          return { ...statement, conditions: { ...statement.conditions, 'ForAnyValue:StringEquals': more } };
        }),
      };
    case 'azure':
      return {
        ...trust,
        credentials: trust.credentials.map((credential) => {
          const asked =
            credential.expression ?? `claims['sub'] eq '${(credential.subject ?? '').replaceAll("'", "''")}'`;
          return { ...credential, subject: null, expression: `${asked} and claims['sub'] eq '${subject}'` };
        }),
      };
    case 'vault':
      return {
        ...trust,
        boundClaims: { ...trust.boundClaims, project_path: [path], ref: [branch], ref_type: ['branch'] },
      };
  }
}
