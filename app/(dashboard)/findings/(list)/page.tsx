import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import { prefetchFindings, triageRights } from '#app/(dashboard)/findings/prefetch-findings.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { FindingsExplorer } from '#components/finding-list/explorer.tsx';
import { COLUMNS_COOKIE, ownColumns } from '#components/finding-list/own-columns.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { searchOf } from '#components/queries/search-of.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPageContext, getUnscopedContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Findings');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function FindingsPage({ searchParams }: Props) {
  const [ctx, whole, jar] = await Promise.all([getPageContext(), getUnscopedContext(), cookies()]);
  const client = new QueryClient();
  await prefetchFindings(client, ctx, whole, searchOf(await searchParams));
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <FindingsExplorer rights={triageRights(getRights(ctx))} columns={ownColumns(jar.get(COLUMNS_COOKIE)?.value)} />
    </HydrationBoundary>
  );
}
