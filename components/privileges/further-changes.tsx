'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { privilegesQuery } from '#components/queries/privileges.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { cn } from '#components/ui/cn.ts';
import { LoadMore } from '#components/ui/load-more.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { PrivilegeChange } from '#lib/contracts/privilege.ts';
import { changeWords, followsWords } from './words.ts';

/** What follows from a change, behind a line that says how much it is. */
export function FurtherChanges({ row }: { row: PrivilegeChange }) {
  const [isOpen, setOpen] = useState(false);
  const list = useId();
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={list}
        onClick={() => setOpen(!isOpen)}
        className="-ml-1 flex items-center gap-1 rounded px-1 py-0.5 text-left text-12 text-soft hover:bg-hover"
      >
        <ChevronRight aria-hidden className={cn('size-3.5 shrink-0 transition-transform', isOpen && 'rotate-90')} />
        {followsWords(row.follows)}
      </button>
      <span id={list} className="block">
        {isOpen ? <Followers row={row} /> : null}
      </span>
    </>
  );
}

function Followers({ row: { system, snapshot, number } }: { row: PrivilegeChange }) {
  const query = useInfiniteQuery(
    privilegesQuery(useScope(), 'changes', { system, snapshot: String(snapshot), cause: String(number) }),
  );
  if (query.data === undefined) {
    return (
      <NotLoaded title="What follows could not be loaded" query={query}>
        <span className="text-12 text-faint">Loading what follows</span>
      </NotLoaded>
    );
  }
  return (
    <>
      <ul className="mt-1 border-l pl-3 text-12 text-soft">
        {query.data.pages.flatMap(({ items }) =>
          items.map((each) => (
            <li key={each.number} className="py-0.5">
              {changeWords(each)}
            </li>
          )),
        )}
      </ul>
      <LoadMore
        hasMore={query.hasNextPage}
        busy={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        label="Load more that follows"
      />
    </>
  );
}
