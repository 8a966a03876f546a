import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { trackersQuery } from '#components/queries/trackers.ts';
import { TrackersScreen } from '#components/trackers/trackers-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getTrackers } from '#lib/views/tracker/get-trackers.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Issue trackers' };

export default async function TrackersPage() {
  const ctx = await getPageContext();
  const rights = getRights(ctx);
  if (!rights.has('sink:read')) notFound();
  const client = new QueryClient();
  await client.fetchQuery({ ...trackersQuery(), queryFn: () => getTrackers(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TrackersScreen mayChange={rights.has('sink:write')} />
    </HydrationBoundary>
  );
}
