'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type FindingFilters, findingFacetsQuery, findingsQuery } from '#components/queries/findings.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { describeFilters } from './filters.ts';

/** The list and its counts for one set of filters. Old rows stay while newer ones are read. */
export function useFindings(filters: FindingFilters) {
  const list = useInfiniteQuery(findingsQuery(filters));
  const facets = useQuery(findingFacetsQuery(filters));
  const pages = list.data?.pages;
  // A finding that moved between two reads would stand on both pages.
  const rows = useMemo(() => {
    const seen = new Map((pages ?? []).flatMap((page) => page.items).map((row) => [row.id, row]));
    return [...seen.values()];
  }, [pages]);
  const total = pages?.[0]?.total ?? null;
  // Nothing at all: whether anything was ever measured decides if that is a zero.
  const isNothing = total?.value === 0 && describeFilters(filters).length === 0;
  const today = useQuery({ ...todayQuery(), enabled: isNothing });
  const measured = !isNothing || today.data?.stage === 'ready';
  return { list, facets, rows, total, measured };
}
