'use client';

import { type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  type FindingFacetsView,
  type FindingFilters,
  findingFacetsQuery,
  findingGroupsQuery,
  findingsQuery,
} from '#components/queries/findings.ts';
import { todayQuery } from '#components/queries/posture.ts';
import { useScope } from '#components/ui/scope.tsx';
import type { Total } from '#lib/contracts/common.ts';
import { describeFilters } from './filters.ts';

/** Where the list stopped counting early, the facets, which take longer, know better. */
function settledTotal(
  facets: Pick<UseQueryResult<FindingFacetsView>, 'data' | 'isPlaceholderData'> | null,
  listed: Total | null,
): Total | null {
  if (listed?.relation !== 'at_least' || !facets?.data || facets.isPlaceholderData) return listed;
  return facets.data.total.value > listed.value ? facets.data.total : listed;
}

/** The list and its counts for one set of filters. Old rows stay while newer ones load. */
export function useFindings(filters: FindingFilters, grouped: boolean) {
  const scope = useScope();
  const list = useInfiniteQuery({ ...findingsQuery(scope, filters), enabled: !grouped });
  const groups = useInfiniteQuery({ ...findingGroupsQuery(scope, filters), enabled: grouped });
  const facets = useQuery(findingFacetsQuery(scope, filters));
  const pages = list.data?.pages;
  // Remove duplicates: a finding whose rank changed between two reads can be on both pages.
  const rows = useMemo(() => {
    const seen = new Map((pages ?? []).flatMap((page) => page.items).map((row) => [row.id, row]));
    return [...seen.values()];
  }, [pages]);
  const listed = (grouped ? groups.data?.pages[0]?.findings : pages?.[0]?.total) ?? null;
  const isOld = grouped ? groups.isPlaceholderData : list.isPlaceholderData;
  const total = settledTotal(isOld ? null : facets, listed);
  // With no findings, ask whether anything was ever measured: only then it is a zero.
  const isNothing = total?.value === 0;
  const today = useQuery({ ...todayQuery(scope), enabled: isNothing });
  // Where filters may be the reason, it is taken for one until more is known.
  const stage = today.data?.stage ?? (describeFilters(filters).length > 0 ? 'ready' : null);
  const measured = !isNothing || stage === 'ready';
  // Archived repositories, and those of a demo beside real ones, were measured but are in no figure.
  const counted = !isNothing || today.data?.repositories.total !== 0;
  return { list, groups, facets, rows, total, measured, counted };
}
