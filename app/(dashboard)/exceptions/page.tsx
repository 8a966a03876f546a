import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { prefetchExceptions } from '#app/(dashboard)/exceptions/prefetch-exceptions.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { ExceptionsScreen } from '#components/exceptions/exceptions-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Exceptions');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ExceptionsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const client = new QueryClient();
  await prefetchExceptions(client, ctx, searchOf(search));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ExceptionsScreen />
    </HydrationBoundary>
  );
}
