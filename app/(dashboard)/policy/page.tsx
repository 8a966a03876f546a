import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PolicyScreen } from '#components/policy/policy-screen.tsx';
import { RepositoryPolicyScreen } from '#components/policy/repository-policy-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { policyQuery, repositoryPolicyQuery } from '#components/queries/policy.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getPolicy } from '#lib/views/policy/get-policy.ts';
import { getRepositoryPolicy } from '#lib/views/policy/get-repository-policy.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Policy' };

export default async function PolicyPage({ searchParams }: { searchParams: Promise<{ repo?: string | string[] }> }) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  const repo = [search.repo].flat()[0];
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  if (repo === undefined) await client.prefetchQuery({ ...policyQuery(), queryFn: () => getPolicy(ctx), retry: false });
  else {
    const read = { ...repositoryPolicyQuery(repo), queryFn: () => getRepositoryPolicy(ctx, repo), retry: false };
    await client.prefetchQuery(read);
  }
  const mayChange = getRights(ctx, repo).has('policy:write');
  return (
    <HydrationBoundary state={dehydrate(client)}>
      {repo === undefined ? (
        <PolicyScreen mayChange={mayChange} />
      ) : (
        <RepositoryPolicyScreen key={repo} repo={repo} mayChange={mayChange} />
      )}
    </HydrationBoundary>
  );
}
