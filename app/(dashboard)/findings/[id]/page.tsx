import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { FindingScreen } from '#components/finding/finding-screen.tsx';
import { findingQuery } from '#components/queries/findings.ts';
import { getPageContext } from '#lib/auth/page-context.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { Fault } from '#lib/errors.ts';
import { getFinding } from '#lib/views/get-finding.ts';

interface Props {
  params: Promise<{ id: string }>;
}

/** The title and the page need the same read: it is done once. */
const read = cache(async (id: string): Promise<FindingView> => {
  const ctx = await getPageContext();
  return getFinding(ctx, id).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'not_found') notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { finding } = await read((await params).id);
  return { title: `${finding.ref} ${finding.title}` };
}

export default async function FindingPage({ params }: Props) {
  const { id } = await params;
  const client = new QueryClient();
  await client.fetchQuery({ ...findingQuery(id), queryFn: () => read(id) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FindingScreen id={id} />
    </HydrationBoundary>
  );
}
