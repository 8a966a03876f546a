'use client';

import { useCallback } from 'react';
import { findingListHref, repositoryTabHref } from '#components/queries/addresses.ts';
import { useWithin } from '#components/ui/scope.tsx';

/** Where a list of findings stands: on its own screen, or on the page of the repository that this is part of. */
export function useFindingListHref(): (search: string) => string {
  const within = useWithin();
  return useCallback(
    (search) => {
      if (within === null) return findingListHref(search);
      const tab = repositoryTabHref(within, 'findings');
      return search === '' ? tab : `${tab}?${search}`;
    },
    [within],
  );
}
