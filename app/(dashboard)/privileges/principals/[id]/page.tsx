import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { PrincipalScreen } from '#components/privileges/principal-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { principalQuery } from '#components/queries/privileges.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getPrincipal } from '#lib/views/privilege/get-principal.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Principal');

export default async function PrincipalPage({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const client = new QueryClient();
  const [{ value, outside }, { chosen }] = await Promise.all([
    readItem((ctx) => getPrincipal(ctx, id)),
    getPageContext(),
  ]);
  client.setQueryData(principalQuery(chosen?.text ?? null, id).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? value.system : null}>
        <PrincipalScreen id={id} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
