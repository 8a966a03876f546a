import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { goTo } from '#app/(dashboard)/go-to.ts';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { LazyFindingScreen } from '#components/finding-page/lazy-finding-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { findingQuery } from '#components/queries/findings.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import type { FindingView } from '#lib/contracts/finding.ts';
import { getFinding } from '#lib/views/finding/get-finding.ts';
import type { InOrOutside } from '#lib/web/in-or-outside.ts';
import { chosenScope } from '#lib/web/page-context.ts';

type Shown = InOrOutside<FindingView>;

/** Reads a finding by its id, once per request for both title and page. */
export const readFinding = cache((id: string): Promise<Shown> => readItem((ctx) => getFinding(ctx, { id })));

/** A finding as people name it: `acme/web`, `412`. */
export const readNumbered = cache(async (repo: string, number: string): Promise<Shown> => {
  if (!/^[1-9]\d{0,8}$/.test(number)) notFound();
  const shown = await readItem((ctx) => getFinding(ctx, { repo, number: Number(number) }));
  const { finding } = shown.value;
  // Named by a former name of its repository.
  if (finding.repo.toLowerCase() !== repo.toLowerCase()) return goTo(finding.url);
  return shown;
});

export function findingMetadata({ value: { finding } }: Shown): Metadata {
  return { title: `${finding.ref} ${finding.title}` };
}

/** The screen of one finding, with what it shows. */
export async function FindingPage({ shown: { value, outside } }: { shown: Shown }) {
  const client = new QueryClient();
  const { id, repo } = value.finding;
  client.setQueryData(findingQuery(await chosenScope(), id).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? repo : null}>
        <LazyFindingScreen id={id} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
