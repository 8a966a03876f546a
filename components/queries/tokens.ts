import { queryOptions } from '@tanstack/react-query';
import type { CreatedToken, CreateTokenBody, TokenListView } from '#lib/contracts/token.ts';
import { fetchJson, worthRetrying } from './fetch.ts';
import { sendJson } from './send.ts';

export function tokensQuery() {
  return queryOptions({
    queryKey: ['tokens'] as const,
    queryFn: ({ signal }) => fetchJson<TokenListView>('/api/v1/tokens', signal),
    staleTime: 15_000,
    retry: worthRetrying,
  });
}

export const createToken = (body: CreateTokenBody) => sendJson<CreatedToken>('POST', '/api/v1/tokens', body);

export const revokeToken = (id: number) => sendJson<undefined>('DELETE', `/api/v1/tokens/${id}`);
