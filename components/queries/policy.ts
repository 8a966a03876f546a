import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type {
  PolicyChange,
  PolicyCheck,
  PolicyCheckView,
  PolicyVersionList,
  PolicyVersionView,
  PolicyView,
  RepositoryPolicyView,
} from '#lib/contracts/policy.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

const POLICY = '/api/v1/policy';
const ofRepository = (repo: string): string => `/api/v1/repos/${repo}/policy`;

export const policyHref = (repo: string | null): string => (repo === null ? '/policy' : `/policy?repo=${repo}`);

export function policyQuery() {
  return queryOptions({
    queryKey: ['policy', 'in force'] as const,
    queryFn: ({ signal }) => fetchJson<PolicyView>(POLICY, signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export function policyVersionsQuery() {
  return infiniteQueryOptions({
    queryKey: ['policy', 'versions'] as const,
    queryFn: ({ pageParam, signal }) => {
      const search = pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`;
      return fetchJson<PolicyVersionList>(`${POLICY}/versions${search}`, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: PolicyVersionList) => page.next_cursor,
    staleTime: 5000,
    retry: worthRetrying,
  });
}

/** As much of JSON Schema as the published schema of policies has. */
export interface JsonSchema {
  type?: string;
  description?: string;
  const?: unknown;
  default?: unknown;
  enum?: readonly unknown[];
  properties?: Readonly<Record<string, JsonSchema>>;
  items?: JsonSchema;
  oneOf?: readonly JsonSchema[];
  anyOf?: readonly JsonSchema[];
}

/** The published JSON Schema: what may stand where. */
export function policySchemaQuery() {
  return queryOptions({
    queryKey: ['policy', 'schema'] as const,
    queryFn: ({ signal }) => fetchJson<JsonSchema>(`${POLICY}/schema.json`, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: worthRetrying,
  });
}

export const fetchPolicyVersion = (version: number) => fetchJson<PolicyVersionView>(`${POLICY}/versions/${version}`);

export function repositoryPolicyQuery(repo: string) {
  return queryOptions({
    queryKey: ['policy', 'of', repo] as const,
    queryFn: ({ signal }) => fetchJson<RepositoryPolicyView>(ofRepository(repo), signal),
    staleTime: 5000,
    retry: worthRetrying,
  });
}

export const checkPolicy = (check: PolicyCheck) => sendJson<PolicyCheckView>('POST', `${POLICY}/check`, check);
export const savePolicy = (change: PolicyChange) => sendJson<PolicyView>('PUT', POLICY, change);
export const saveRepositoryPolicy = (repo: string, change: PolicyChange) =>
  sendJson<RepositoryPolicyView>('PUT', ofRepository(repo), change);
export const removeRepositoryPolicy = (repo: string, version: number) =>
  sendJson<RepositoryPolicyView>('DELETE', `${ofRepository(repo)}?version=${version}`);
