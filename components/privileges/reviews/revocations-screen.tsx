'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { type RevocationRow, reviewHref, revocationsQuery } from '#components/queries/access-reviews.ts';
import { ExportButton } from '#components/shared/export-button.tsx';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { PrivilegesFrame } from '#components/shared/privileges-frame.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Breakable } from '#components/ui/breakable.tsx';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Revocation } from '#lib/contracts/access-review-item.ts';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { Choices } from '../choices.tsx';
import { given } from '../filters.ts';
import { WRAPS } from '../parts.tsx';
import { readRevocationFilters } from './filters.ts';
import { Decided, What, Who } from './right-cells.tsx';

/** Where it was decided, and why. */
function Review({ item }: { item: Revocation }) {
  return (
    <span className="block min-w-0">
      <TextLink
        quiet
        href={`${reviewHref(item.review)}?system=${encodeURIComponent(item.system)}&decision=${item.decision?.decision}`}
      >
        {item.review_name}
      </TextLink>
      <span className="block text-12 text-faint">
        <Breakable text={item.decision?.reason ?? ''} />
      </span>
    </span>
  );
}

const Since = ({ item }: { item: Revocation }) =>
  item.decision === null ? null : <RelativeTime at={item.decision.at} />;

const wraps = (children: React.ReactNode) => <span className={WRAPS}>{children}</span>;

const COLUMNS: readonly DataColumn<RevocationRow>[] = [
  { id: 'who', header: 'Who', width: '22%', cell: ({ item }) => wraps(<Who item={item} />) },
  { id: 'what', header: 'May do what', cell: ({ item }) => wraps(<What item={item} />) },
  { id: 'decided', header: 'Decision', width: '20%', cell: ({ item }) => wraps(<Decided item={item} />) },
  { id: 'review', header: 'Review', width: '22%', hideBelow: 'lg', cell: ({ item }) => wraps(<Review item={item} />) },
  { id: 'since', header: 'Decided', width: '88px', numeric: true, cell: ({ item }) => <Since item={item} /> },
];

function Card({ item }: { item: Revocation }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Who item={item} />
        <span className="shrink-0 text-12 text-faint">
          <Since item={item} />
        </span>
      </div>
      <What item={item} />
      <Decided item={item} />
      <Review item={item} />
    </div>
  );
}

const CHOICES = [
  { value: '', label: 'Decided at any time' },
  { value: 'true', label: 'Seven days ago or more' },
];

function List() {
  const [params, change] = useAddress();
  const { system, overdue } = readRevocationFilters((name) => params.get(name));
  const chosen = given({ system: system ?? '', overdue: overdue ? 'true' : '' });
  const isFiltered = Object.keys(chosen).length > 0;
  const query = useInfiniteQuery(revocationsQuery(chosen));
  const first = query.data?.pages[0];
  return (
    <>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-2">
        <Choices
          change={change}
          choices={[{ name: 'overdue', label: 'When', options: CHOICES, value: overdue ? 'true' : '' }]}
          system={system}
        />
        <ExportButton
          list="access-reviews/revocations"
          search={new URLSearchParams(chosen).toString()}
          formats={EXPORT_FORMATS}
          what="rights to be taken away"
          disabled={first === undefined || first.items.length === 0}
        />
      </div>
      <PagedTable
        query={query}
        noun="rights"
        moreLabel="Load newer decisions"
        empty={
          isFiltered ? (
            <EmptyState
              kind="filtered-out"
              title="No right matches these filters"
              action={<Button onClick={() => change({ system: null, overdue: null })}>Show all</Button>}
            />
          ) : (
            <EmptyState
              kind="clean"
              title="Nothing waits to be taken away"
              action={<LinkButton href="/privileges/reviews">All reviews</LinkButton>}
            >
              Whatever reviews decided to revoke or to change was seen to be done in an inventory that followed.
            </EmptyState>
          )
        }
        label="Rights to be taken away"
        columns={COLUMNS}
        renderCard={({ item }) => <Card item={item} />}
      />
    </>
  );
}

/** What access reviews decided to take away and no inventory shows to be gone: work to be done in the systems. */
export function RevocationsScreen({ seesAll }: { seesAll: boolean }) {
  return (
    <PrivilegesFrame
      title="Rights to be taken away"
      answer="Decided in access reviews, and not seen to be gone: somebody has to do it in the system. The oldest come first."
    >
      {seesAll ? (
        <List />
      ) : (
        <EmptyState kind="not-configured" title="For administrators, security and auditors">
          You see what reviews ask you about, under Reviews.
        </EmptyState>
      )}
    </PrivilegesFrame>
  );
}
