import { notFound } from 'next/navigation';
import { titled } from '#app/(dashboard)/titled.ts';
import { NewReviewScreen } from '#components/privileges/reviews/new-review-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('New access review');

export default async function NewReviewPage() {
  if (!getRights(await getUnscopedContext()).has('review:manage')) notFound();
  return <NewReviewScreen />;
}
