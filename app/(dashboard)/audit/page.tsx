import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { AuditScreen } from '#components/audit/audit-screen.tsx';
import { readAuditFilters } from '#components/audit/filters.ts';
import { AUDIT_PAGE, auditParams, auditQuery } from '#components/queries/audit.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { auditListParams } from '#lib/contracts/audit.ts';
import { getAudit } from '#lib/views/audit/get-audit.ts';
import { todayOf } from '#lib/views/posture/today-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readAuditFilters((name) => [search[name]].flat()[0] ?? null);
  const params = auditListParams.parse({ ...auditParams(filters), limit: AUDIT_PAGE });
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  const [today] = await Promise.all([
    todayOf(ctx),
    client.prefetchInfiniteQuery({ ...auditQuery(filters), queryFn: () => getAudit(ctx, params), retry: false }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AuditScreen today={today} />
    </HydrationBoundary>
  );
}
