import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { readItem } from '#app/(dashboard)/read-item.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { PathScreen } from '#components/privileges/path-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { pathQuery } from '#components/queries/privilege-paths.ts';
import { OutsideScope } from '#components/shell/outside-scope.tsx';
import { getPath } from '#lib/views/path/get-path.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Path to production');

export default async function PathPage({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  const client = new QueryClient();
  const [{ value, outside }, { chosen }] = await Promise.all([
    readItem((ctx) => getPath(ctx, { id })),
    getPageContext(),
  ]);
  client.setQueryData(pathQuery(chosen?.text ?? null, id).queryKey, value);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <OutsideScope repo={outside ? value.system : null}>
        <PathScreen id={id} />
      </OutsideScope>
    </HydrationBoundary>
  );
}
