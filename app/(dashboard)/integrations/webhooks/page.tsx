import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { sinksQuery } from '#components/queries/sinks.ts';
import { WebhooksScreen } from '#components/webhooks/webhooks-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getSinks } from '#lib/views/sink/get-sinks.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage() {
  const ctx = await getPageContext();
  const rights = getRights(ctx);
  if (!rights.has('sink:read')) notFound();
  const client = new QueryClient();
  await client.fetchQuery({ ...sinksQuery(), queryFn: () => getSinks(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <WebhooksScreen mayChange={rights.has('sink:write')} />
    </HydrationBoundary>
  );
}
