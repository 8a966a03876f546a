'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { findingListQuery } from '#components/queries/findings.ts';
import { useLastListSearch, useRememberFinding } from '#components/shared/last-finding-list.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useNavigate, useScope } from '#components/ui/scope.tsx';
import { useShortcuts } from '#components/ui/shortcuts.tsx';
import type { Total } from '#lib/contracts/common.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { formatNumber } from '#lib/format.ts';

interface Place {
  id: string;
  at: number;
  total: Total;
  previous: FindingRow | null;
  next: FindingRow | null;
}

/** The last place that the finding had: once it is decided it leaves the list, and those around it stay. */
function useLastPlace(id: string, now: Place | null): Place | null {
  const [last, setLast] = useState(now);
  const isNew =
    now !== null && (last?.id !== id || last.previous?.id !== now.previous?.id || last.next?.id !== now.next?.id);
  if (isNew) setLast(now);
  return now ?? (last?.id === id ? last : null);
}

/** The finding's place in the list that it was opened from; null outside of one. */
function useNeighbours(id: string): Place | null {
  const search = useLastListSearch();
  const scope = useScope();
  const list = useInfiniteQuery({
    ...findingListQuery(scope, search ?? ''),
    enabled: search !== null,
    refetchOnMount: false,
  });
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.items);
  const at = rows.findIndex((row) => row.id === id);
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const isLast = at >= 0 && at === rows.length - 1;
  useEffect(() => {
    if (isLast && hasNextPage && !isFetching) void fetchNextPage();
  }, [isLast, hasNextPage, isFetching, fetchNextPage]);
  const total = pages[0]?.total;
  const isIn = at >= 0 && total !== undefined;
  return useLastPlace(id, isIn ? { id, at, total, previous: rows[at - 1] ?? null, next: rows[at + 1] ?? null } : null);
}

function Step({ to, label, children }: { to: FindingRow | null; label: string; children: ReactNode }) {
  return (
    <LinkButton
      // Back leads to the list, however many findings were looked at on the way.
      replace
      href={to?.url ?? '#'}
      size="icon"
      aria-label={to === null ? label : `${label}: ${to.title}`}
      aria-disabled={to === null || undefined}
      tabIndex={to === null ? -1 : undefined}
    >
      {children}
    </LinkButton>
  );
}

/** The previous and the next finding of the list, as links and with k and j. */
export function Neighbours({ id }: { id: string }) {
  const router = useNavigate();
  const found = useNeighbours(id);
  useRememberFinding(id);
  const go = (to: FindingRow | null | undefined) => ({
    enabled: to !== null && to !== undefined,
    run: () => {
      if (to) router.replace(to.url);
    },
  });
  useShortcuts('Finding', [
    { keys: 'j', label: 'Next finding of the list', ...go(found?.next) },
    { keys: 'k', label: 'Previous finding of the list', ...go(found?.previous) },
  ]);
  if (found === null) return null;
  const { at, total } = found;
  return (
    <nav aria-label="Findings of the list" className="flex items-center gap-1">
      <span className="mr-1 text-12 text-faint">
        {formatNumber(at + 1)} of {formatNumber(total.value)}
        {total.relation === 'at_least' ? '+' : ''}
      </span>
      <Step to={found.previous} label="Previous finding">
        <ChevronUp aria-hidden />
      </Step>
      <Step to={found.next} label="Next finding">
        <ChevronDown aria-hidden />
      </Step>
    </nav>
  );
}
