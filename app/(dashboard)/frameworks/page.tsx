import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { readFrameworkFilters } from '#components/frameworks/filters.ts';
import { FrameworksScreen } from '#components/frameworks/frameworks-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { frameworkQuery, frameworksQuery } from '#components/queries/frameworks.ts';
import { getFramework } from '#lib/views/framework/get-framework.ts';
import { getFrameworks } from '#lib/views/framework/get-frameworks.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Frameworks');

export default async function FrameworksPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const { framework } = readFrameworkFilters((name) => [search[name]].flat()[0] ?? null);
  const client = new QueryClient();
  const scope = ctx.chosen?.text ?? null;
  // What cannot be read here is read by the browser, which says why it failed.
  await Promise.all([
    client.prefetchQuery({ ...frameworksQuery(scope), queryFn: () => getFrameworks(ctx), retry: false }),
    client.prefetchQuery({
      ...frameworkQuery(scope, framework),
      queryFn: () => getFramework(ctx, framework),
      retry: false,
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FrameworksScreen />
    </HydrationBoundary>
  );
}
