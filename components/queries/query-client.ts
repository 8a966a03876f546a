import { MutationCache, QueryClient } from '@tanstack/react-query';
import { readDehydrated } from './dehydrate.ts';
import { statusOf } from './fetch.ts';

/** Data that the server put into the page counts as fresh for so long, so the browser does not read it again at once. */
const STALE_MS = 15_000;
/** A screen that is only looked at stays up to date. */
const REFETCH_MS = 60_000;

/**
 * The browser's cache of reads. Every read is repeated once a minute, but those that say otherwise. The browser's own
 * idea of being offline is not asked: it would leave a screen loading for ever, where a failed read says what happened.
 */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    mutationCache: new MutationCache({
      // Reads then say at once that the session has ended, with a way to sign in.
      onError: (error) => (statusOf(error) === 401 ? client.invalidateQueries() : undefined),
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: 1,
        refetchInterval: REFETCH_MS,
        refetchOnWindowFocus: true,
        refetchOnReconnect: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
      hydrate: { deserializeData: readDehydrated },
    },
  });
  return client;
}
