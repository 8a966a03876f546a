import { HydrationBoundary } from '@tanstack/react-query';
import { prefetchList } from '#app/(dashboard)/privileges/prefetch-lists.ts';
import { titled } from '#app/(dashboard)/titled.ts';
import { CredentialsScreen } from '#components/privileges/credentials-screen.tsx';
import { credentialParams, readPrivilegeFilters } from '#components/privileges/filters.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Credentials');

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CredentialsPage({ searchParams }: Props) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const filters = readPrivilegeFilters((name) => [search[name]].flat()[0] ?? null);
  return (
    <HydrationBoundary state={await prefetchList(ctx, 'credentials', credentialParams(filters))}>
      <CredentialsScreen />
    </HydrationBoundary>
  );
}
