import type { TrustRule } from '#lib/domain/privilege/inventory.ts';
import type { AwsStatement } from '#lib/domain/privilege/trust/trust-policy.ts';
import { asRecord, type Json } from '#lib/scanners/shared/text.ts';
import { textsOf } from './values.ts';

/** Who may become a role: tokens of identity providers, and accounts, users and services beside them. */
export function trustOf(role: string, statements: readonly Json[]): TrustRule {
  const tokens = statements.flatMap((statement) => {
    const issuers = federated(statement).filter(isTokenIssuer);
    const effect: AwsStatement['effect'] = statement.Effect === 'Deny' ? 'Deny' : 'Allow';
    // Who denies everybody denies tokens too.
    const meant = effect === 'Deny' && isEverybody(statement) ? ['*'] : issuers;
    return meant.map((issuer) => ({ issuer, statement: { effect, conditions: conditionsOf(statement.Condition) } }));
  });
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  const others = allowed.flatMap((statement) => {
    if (isEverybody(statement) && Object.keys(asRecord(statement.Condition)).length === 0) return ['*'];
    const { AWS, Service, Federated: _, ...rest } = asRecord(statement.Principal);
    return [
      ...texts(AWS).filter((each) => each !== '*'),
      ...texts(Service),
      ...Object.values(rest).flatMap(texts),
    ].concat(federated(statement).filter((each) => !isTokenIssuer(each)));
  });
  return {
    kind: 'trust',
    resource: role,
    trust: { cloud: 'aws', statements: tokens.map(({ statement }) => statement) },
    issuers: tokens.map(({ issuer }) => issuer),
    others: [...new Set(others)].sort(),
  };
}

const texts = (value: unknown): string[] => (value === undefined ? [] : textsOf(value));

/** `arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com` as its host and path. */
const federated = (statement: Json): string[] =>
  texts(asRecord(statement.Principal).Federated).map((arn) => /:oidc-provider\/(.+)$/.exec(arn)?.[1] ?? arn);

const isTokenIssuer = (name: string): boolean => !name.startsWith('arn:') && !/:saml-provider\//.test(name);

function isEverybody({ Principal }: Json): boolean {
  return Principal === '*' || texts(asRecord(Principal).AWS).includes('*');
}

function conditionsOf(value: unknown): AwsStatement['conditions'] {
  return Object.fromEntries(
    Object.entries(asRecord(value)).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(asRecord(keys)).map(([key, each]) => [key, textsOf(each)])),
    ]),
  );
}
