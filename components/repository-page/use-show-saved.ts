'use client';

import { useQueryClient } from '@tanstack/react-query';
import { repositorySummaryQuery } from '#components/queries/repositories.ts';
import { useScope } from '#components/ui/scope.tsx';
import type { RepositoryView } from '#lib/contracts/repository.ts';

/** Shows what a change of the repository has answered, and reads again what follows from it. */
export function useShowSaved(name: string): (now: RepositoryView) => Promise<void> {
  const client = useQueryClient();
  const scope = useScope();
  return (now) => {
    client.setQueryData(repositorySummaryQuery(scope, name).queryKey, (old) => old && { ...old, ...now });
    return client.invalidateQueries({ queryKey: ['repositories', 'one'] });
  };
}
