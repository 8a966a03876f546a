import { queryOptions } from '@tanstack/react-query';
import type {
  RepositoryChange,
  RepositoryDeletionView,
  RepositoryView,
  RetiredStreamView,
} from '#lib/contracts/repository.ts';
import { repositoryApi } from './addresses.ts';
import { sendJson } from './send.ts';

export const changeRepository = (name: string, change: RepositoryChange) =>
  sendJson<RepositoryView>('PATCH', repositoryApi(name), change);

export const retireStream = (repo: string, id: string) =>
  sendJson<RetiredStreamView>('POST', `${repositoryApi(repo)}/streams/${encodeURIComponent(id)}/retire`);

/** What would go with the repository; nothing does. */
export function deletionQuery(name: string) {
  return queryOptions({
    queryKey: ['repositories', 'deletion', name] as const,
    queryFn: () => sendJson<RepositoryDeletionView>('DELETE', `${repositoryApi(name)}?dry_run=true`),
    staleTime: 0,
    retry: false,
  });
}

/** Deletes it when `typed` is its name. */
export const deleteRepository = (name: string, typed: string) =>
  sendJson<RepositoryDeletionView>('DELETE', `${repositoryApi(name)}?${new URLSearchParams({ confirm: typed })}`);
