import { textsOf } from './texts-of.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** Names that a trust mentions: what is tried in order to see whom it lets in. They prove nothing themselves. */
export interface NamedInTrust {
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly environments: readonly string[];
  readonly workflows: readonly string[];
  /** Names of repositories without their owner, wildcards filled in. */
  readonly repositories: readonly string[];
}

const NEW = 'zq7-repo';

export function namedIn(trust: TrustPolicy | null): NamedInTrust {
  const values = textsOf(trust);
  const find = (pattern: RegExp) => [
    ...new Set(values.flatMap((value) => [...value.matchAll(pattern)].map((hit) => hit[1] ?? ''))),
  ];
  const repositories = [...find(/^(?:repo:)?[^/:]+\/([^:@/]+)/g), '*'];
  return {
    branches: find(/refs\/heads\/([^:\s']+)/g),
    tags: find(/refs\/tags\/([^:\s']+)/g),
    environments: find(/environment:([^:']+)/g).concat(environmentClaims(trust)),
    workflows: find(/(\.github\/workflows\/[^@*:\s']+)/g),
    repositories: [...new Set(repositories.map((name) => name.replaceAll(/\*+/g, NEW).replaceAll('?', 'q')))],
  };
}

function environmentClaims(trust: TrustPolicy | null): string[] {
  if (trust?.cloud === 'vault') return [...(trust.boundClaims.environment ?? [])];
  if (trust?.cloud !== 'aws') return [];
  return trust.statements.flatMap(({ conditions }) =>
    Object.values(conditions).flatMap((keys) =>
      Object.entries(keys).flatMap(([key, list]) => (key.endsWith(':environment') ? list : [])),
    ),
  );
}
