'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { reviewHref, reviewsQuery } from '#components/queries/access-reviews.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import { formatCount } from '#lib/format.ts';

/** Rights that the reader is asked about, in one line; nothing where nobody asks them. */
export function WaitingReviews() {
  const { data } = useInfiniteQuery(reviewsQuery({ state: 'open', mine: 'true' }));
  const reviews = data?.pages[0]?.items ?? [];
  const [first] = reviews;
  if (first === undefined) return null;
  const rights = reviews.reduce((sum, { review }) => sum + review.mine, 0);
  const href =
    reviews.length === 1 ? `${reviewHref(first.review.id)}?mine=true&decision=none` : '/privileges/reviews?mine=true';
  return (
    <p className="text-13">
      <TextLink href={href}>
        {formatCount(rights, 'right')} in{' '}
        {reviews.length === 1 ? `“${first.review.name}”` : `${reviews.length} access reviews`}{' '}
        {rights === 1 ? 'waits' : 'wait'} for you
      </TextLink>
      <span className="text-soft"> to say whether {rights === 1 ? 'it is' : 'they are'} still needed.</span>
    </p>
  );
}
