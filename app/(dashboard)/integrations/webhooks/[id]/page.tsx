import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { DELIVERY_PAGE, deliveriesQuery, sinkQuery } from '#components/queries/sinks.ts';
import { SinkScreen } from '#components/webhooks/sink-screen.tsx';
import { rowNumber } from '#lib/contracts/common.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getDeliveries } from '#lib/views/sink/get-deliveries.ts';
import { getSink } from '#lib/views/sink/get-sinks.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Webhook' };

export default async function SinkPage({ params }: { params: Promise<{ id: string }> }) {
  const [ctx, { id: segment }] = await Promise.all([getPageContext(), params]);
  const rights = getRights(ctx);
  const id = rowNumber.safeParse(segment);
  if (!rights.has('sink:read') || !id.success) notFound();
  const sink = await readOrNotFound(getSink(ctx, id.data));
  const client = new QueryClient();
  client.setQueryData(sinkQuery(id.data).queryKey, sink);
  await client.prefetchInfiniteQuery({
    ...deliveriesQuery(id.data),
    queryFn: () => getDeliveries(ctx, id.data, { limit: DELIVERY_PAGE }),
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <SinkScreen id={id.data} mayChange={rights.has('sink:write')} />
    </HydrationBoundary>
  );
}
