'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { REVOCATIONS, type ReviewRow, reviewHref, reviewsQuery } from '#components/queries/access-reviews.ts';
import { PagedTable } from '#components/shared/paged-table.tsx';
import { PrivilegesFrame } from '#components/shared/privileges-frame.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/field.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { CalendarDay } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ReviewView } from '#lib/contracts/access-review.ts';
import { REVIEW_STATES } from '#lib/domain/access-review/review.ts';
import { formatCount, formatNumber } from '#lib/format.ts';
import { given } from '../filters.ts';
import { Nothing } from '../nothing.tsx';
import { WRAPS } from '../parts.tsx';
import { useSystems } from '../systems.tsx';
import { type ReviewFilters, readReviewFilters } from './filters.ts';
import { STATE_WORD, scopeWords } from './words.ts';

export const NEW_REVIEW = '/privileges/reviews/new';

function State({ review }: { review: ReviewView }) {
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      {STATE_WORD[review.state]}
      {review.overdue ? <Tag urgent>late</Tag> : null}
      {review.mine > 0 && review.state === 'open' ? <Tag>{formatNumber(review.mine)} for you</Tag> : null}
    </span>
  );
}

function Name({ review }: { review: ReviewView }) {
  const words = scopeWords(review.scope);
  return (
    <span className="block min-w-0">
      <TextLink quiet href={reviewHref(review.id)} className="font-medium">
        {review.name}
      </TextLink>
      <span className="block text-12 text-faint">{words.length === 0 ? 'everything' : words.join(' · ')}</span>
    </span>
  );
}

function Decided({ review: { items, undecided, revoked, changed } }: { review: ReviewView }) {
  const away = revoked + changed;
  return (
    <span>
      {formatNumber(items - undecided)} of {formatNumber(items)}
      <span className="block text-12 text-faint">
        {away === 0 ? 'nothing to take away' : `${formatNumber(away)} to take away`}
      </span>
    </span>
  );
}

const COLUMNS: readonly DataColumn<ReviewRow>[] = [
  {
    ...{ id: 'name', header: 'Review', width: '44%' },
    cell: ({ review }) => (
      <span className={WRAPS}>
        <Name review={review} />
      </span>
    ),
  },
  {
    ...{ id: 'state', header: 'State' },
    cell: ({ review }) => (
      <span className={WRAPS}>
        <State review={review} />
      </span>
    ),
  },
  {
    ...{ id: 'decided', header: 'Decided', numeric: true, width: '152px' },
    cell: ({ review }) => (
      <span className={WRAPS}>
        <Decided review={review} />
      </span>
    ),
  },
  {
    ...{ id: 'due', header: 'Due', numeric: true, width: '120px' },
    cell: ({ review }) => <CalendarDay at={review.due_at} />,
  },
];

function Card({ review }: { review: ReviewView }) {
  return (
    <div className="flex flex-col gap-1.5 text-13 [overflow-wrap:anywhere]">
      <div className="flex items-start justify-between gap-3">
        <Name review={review} />
        <span className="shrink-0 text-right">
          <Decided review={review} />
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-2 text-12 text-soft">
        <State review={review} />
        <span>
          due <CalendarDay at={review.due_at} />
        </span>
      </div>
    </div>
  );
}

const STATES = [
  { value: '', label: 'Every state' },
  ...REVIEW_STATES.map((value) => ({ value, label: STATE_WORD[value] })),
];
const WHOSE = [
  { value: '', label: 'Everybody’s' },
  { value: 'true', label: 'Waiting for you' },
];

function Empty({ filters, mayManage, onClear }: { filters: ReviewFilters; mayManage: boolean; onClear: () => void }) {
  const systems = useSystems();
  if (filters.mine) {
    return (
      <EmptyState kind="clean" title="Nothing waits for you" action={<Button onClick={onClear}>Show all</Button>}>
        You are told by mail when somebody asks you about a right.
      </EmptyState>
    );
  }
  if (filters.state !== '' || systems.length === 0) {
    return <Nothing isFiltered={filters.state !== ''} isDelivered={false} what="No review" onClear={onClear} />;
  }
  return (
    <EmptyState
      kind="nothing-yet"
      title={mayManage ? 'No access review has begun yet' : 'You are asked about nothing yet'}
      {...(mayManage ? { action: <LinkButton href={NEW_REVIEW}>New review…</LinkButton> } : {})}
    >
      A review freezes who may do what, asks people whether it is still needed, and looks in the next inventories
      whether what they took away is gone.
    </EmptyState>
  );
}

/** Who is asked whether rights are still needed, and how far that is. */
export function ReviewsScreen({ mayManage, seesAll }: { mayManage: boolean; seesAll: boolean }) {
  const [params, change] = useAddress();
  const filters = readReviewFilters((name) => params.get(name));
  const query = useInfiniteQuery(reviewsQuery(given({ state: filters.state, mine: filters.mine ? 'true' : '' })));
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const mine = rows.reduce((sum, { review }) => sum + (review.state === 'open' ? review.mine : 0), 0);
  const answer =
    mine === 0
      ? 'Whether rights are still needed: decided by people, verified by the inventories that follow.'
      : `${formatCount(mine, 'right')} ${mine === 1 ? 'waits' : 'wait'} for you to decide.`;
  return (
    <PrivilegesFrame
      title="Access reviews"
      answer={answer}
      {...(mayManage
        ? {
            actions: (
              <LinkButton href={NEW_REVIEW} variant="primary">
                New review…
              </LinkButton>
            ),
          }
        : {})}
    >
      <div className="mb-3 flex flex-wrap gap-2">
        <Select
          aria-label="State"
          className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
          options={STATES}
          value={filters.state}
          onChange={({ target }) => change({ state: target.value })}
        />
        <Select
          aria-label="Whose"
          className="max-sm:min-w-0 max-sm:flex-1 sm:w-44"
          options={seesAll ? WHOSE : [{ value: '', label: 'All that asked you' }, ...WHOSE.slice(1)]}
          value={filters.mine ? 'true' : ''}
          onChange={({ target }) => change({ mine: target.value })}
        />
      </div>
      {seesAll ? (
        <p className="mb-3 text-13">
          <TextLink href={REVOCATIONS}>What all reviews take away, and is not seen to be gone</TextLink>
        </p>
      ) : null}
      <PagedTable
        query={query}
        noun="reviews"
        moreLabel="Load older reviews"
        empty={<Empty filters={filters} mayManage={mayManage} onClear={() => change({ state: null, mine: null })} />}
        label="Access reviews"
        columns={COLUMNS}
        renderCard={({ review }) => <Card review={review} />}
      />
    </PrivilegesFrame>
  );
}
