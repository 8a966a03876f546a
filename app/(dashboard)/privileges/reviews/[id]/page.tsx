import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { ReviewScreen } from '#components/privileges/reviews/review-screen.tsx';
import { reviewQuery } from '#components/queries/access-reviews.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { getReview } from '#lib/views/access-review/get-review.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Access review');

export default async function ReviewPage({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id);
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) notFound();
  const client = new QueryClient();
  client.setQueryData(reviewQuery(id).queryKey, await readOrNotFound(getReview(await getUnscopedContext(), id)));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ReviewScreen id={id} />
    </HydrationBoundary>
  );
}
