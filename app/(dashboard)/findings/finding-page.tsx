import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { LazyFindingScreen } from '#components/finding-page/lazy-finding-screen.tsx';
import { findingQuery } from '#components/queries/findings.ts';
import type { FindingView } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import { getPageContext } from '#lib/web/page-context.ts';

/** Reads a finding by its id, once per request for both title and page. */
export const readFinding = cache(async (id: string): Promise<FindingView> => {
  return readOrNotFound(getFinding(await getPageContext(), { id }));
});

/** A finding as people name it: `acme/web`, `412`. */
export const readNumbered = cache(async (repo: string, number: string): Promise<FindingView> => {
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const view = await readOrNotFound(getFinding(await getPageContext(), { repo, number: Number(number) }));
  // Named by a former name of its repository.
  if (view.finding.repo.toLowerCase() !== repo.toLowerCase()) redirect(view.finding.url);
  return view;
});

export function findingMetadata({ finding }: FindingView): Metadata {
  return { title: `${finding.ref} ${finding.title}` };
}

/** The screen of one finding, with what it shows. */
export async function FindingPage({ view }: { view: FindingView }) {
  const client = new QueryClient();
  const { id } = view.finding;
  await client.prefetchQuery({ ...findingQuery(id), queryFn: () => view });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <LazyFindingScreen id={id} />
    </HydrationBoundary>
  );
}
