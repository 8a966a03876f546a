import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cache } from 'react';
import { readOrNotFound } from '#app/(dashboard)/read-or-not-found.ts';
import { ActionScreen } from '#components/action-page/action-screen.tsx';
import { actionQuery } from '#components/queries/actions.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getPageContext } from '#lib/web/page-context.ts';

interface Props {
  params: Promise<{ id: string }>;
}

/** Once per request, for both title and page. */
const readAction = cache(async (id: string) => readOrNotFound(getAction(await getPageContext(), id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readAction((await params).id)).title };
}

export default async function ActionPage({ params }: Props) {
  const { id } = await params;
  const client = new QueryClient();
  client.setQueryData(actionQuery(id).queryKey, await readAction(id));
  const { publicUrl } = await getPageContext();
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ActionScreen id={id} address={publicUrl} />
    </HydrationBoundary>
  );
}
