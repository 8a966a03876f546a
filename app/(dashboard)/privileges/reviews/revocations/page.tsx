import { titled } from '#app/(dashboard)/titled.ts';
import { RevocationsScreen } from '#components/privileges/reviews/revocations-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Rights to be taken away');

export default async function RevocationsPage() {
  const rights = getRights(await getUnscopedContext());
  return <RevocationsScreen seesAll={rights.has('review:read')} />;
}
