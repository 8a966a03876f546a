import type { TrustPolicy } from './trust-policy.ts';

/** Every text of a trust that tokens are compared with. */
export function textsOf(trust: TrustPolicy | null): string[] {
  if (trust === null) return [];
  switch (trust.cloud) {
    case 'aws':
      return trust.statements.flatMap(({ conditions }) =>
        Object.values(conditions).flatMap((keys) => Object.values(keys).flat()),
      );
    case 'azure':
      return trust.credentials.flatMap(({ subject, expression }) => [
        ...(subject === null ? [] : [subject]),
        ...[...(expression ?? '').matchAll(/'((?:[^']|'')*)'/g)].map((hit) => hit[1] ?? ''),
      ]);
    case 'vault':
      return [...(trust.boundSubject === null ? [] : [trust.boundSubject]), ...Object.values(trust.boundClaims).flat()];
  }
}
