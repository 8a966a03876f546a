import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cache } from 'react';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { ActionScreen } from '#components/action-page/action-screen.tsx';
import { actionQuery } from '#components/queries/actions.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getAction } from '#lib/views/action/get-action.ts';
import { getPageContext } from '#lib/web/page-context.ts';

interface Props {
  params: Promise<{ id: string }>;
}

/** Once per request, for both title and page. */
const readAction = cache((id: string) => readItem((ctx) => getAction(ctx, id)));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readAction((await params).id)).value.title };
}

export default async function ActionPage({ params }: Props) {
  const { id } = await params;
  const client = new QueryClient();
  const [{ value, outside }, ctx] = await Promise.all([readAction(id), getPageContext()]);
  const { publicUrl, chosen } = ctx;
  const mayWork = getRights(ctx, value.repo ?? undefined).has('finding:write');
  client.setQueryData(actionQuery(chosen?.text ?? null, id).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? value.repo : null}>
        <ActionScreen id={id} address={publicUrl} mayWork={mayWork} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
