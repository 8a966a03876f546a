import { textsOf } from './texts-of.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** Names of refs and environments that a trust in GitLab mentions. They prove nothing themselves. */
export interface GitlabNames {
  readonly refs: readonly string[];
  readonly environments: readonly string[];
}

export function gitlabNames(trust: TrustPolicy | null): GitlabNames {
  const texts = textsOf(trust);
  const find = (pattern: RegExp) => texts.flatMap((text) => [...text.matchAll(pattern)].map((hit) => hit[1] ?? ''));
  const bound = (claim: string) => (trust?.cloud === 'vault' ? [...(trust.boundClaims[claim] ?? [])] : []);
  return {
    refs: [...new Set([...find(/:ref:([^:\s']+)/g), ...find(/^refs\/(?:heads|tags)\/(.+)$/g), ...bound('ref')])],
    environments: [...new Set(bound('environment'))],
  };
}
