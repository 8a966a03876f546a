'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { findingListHref, pathOf } from '#components/queries/addresses.ts';
import { findingSearch, findingsQuery } from '#components/queries/findings.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryRow } from '#lib/contracts/repository.ts';
import { formatTotal } from '#lib/format.ts';
import { rightsFindings } from './rights-filters.ts';

const SHOWN = 5;

/** What is wrong with who may do what here: the worst, and how many there are. */
export function FindingsAboutRights({ row: { name, kind } }: { row: RepositoryRow }) {
  const filters = rightsFindings(name, kind);
  const query = useInfiniteQuery(findingsQuery(useScope(), filters));
  const page = query.data?.pages[0];
  if (page === undefined) {
    return (
      <NotLoaded title="Findings about rights could not be loaded" query={query}>
        <TableSkeleton rows={SHOWN} label="Loading findings about rights" />
      </NotLoaded>
    );
  }
  const { items, total } = page;
  return (
    <section aria-labelledby="findings-about-rights">
      <header className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="findings-about-rights" className="font-semibold text-14">
          Findings about rights
        </h2>
        {total.value === 0 ? null : (
          <TextLink href={findingListHref(findingSearch(filters))} className="text-13">
            All {formatTotal(total.value, total.relation === 'at_least')}
          </TextLink>
        )}
      </header>
      {items.length === 0 ? (
        <p className="text-13 text-soft">
          {kind === 'system' ? 'None is open in it.' : 'None that is open is about it, in the systems that you see.'}
        </p>
      ) : (
        <ul className="border-t">
          {items.slice(0, SHOWN).map((finding) => (
            <li key={finding.id} className="flex items-start gap-3 border-b py-2 text-13">
              <SeverityMark severity={finding.severity} />
              <TextLink quiet href={pathOf(finding.url)} className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                {finding.title}
              </TextLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
