import { titled } from '#app/(dashboard)/titled.ts';
import { ReviewsScreen } from '#components/privileges/reviews/reviews-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Access reviews');

export default async function ReviewsPage() {
  const rights = getRights(await getUnscopedContext());
  return <ReviewsScreen mayManage={rights.has('review:manage')} seesAll={rights.has('review:read')} />;
}
