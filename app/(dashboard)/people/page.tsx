import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readPeopleFilters } from '#components/people/filters.ts';
import { PeopleScreen } from '#components/people/people-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { peopleParams, peopleQuery } from '#components/queries/people.ts';
import { userListParams } from '#lib/contracts/user.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUsers } from '#lib/views/access/get-users.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [ctx, search] = await Promise.all([getPageContext(), searchParams]);
  if (!getRights(ctx).has('user:write')) notFound();
  const filters = readPeopleFilters((name) => [search[name]].flat()[0] ?? null);
  const params = userListParams.parse(peopleParams(filters));
  const client = new QueryClient();
  await client.prefetchInfiniteQuery({ ...peopleQuery(filters), queryFn: () => getUsers(ctx, params), retry: false });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PeopleScreen self={ctx.userId} />
    </HydrationBoundary>
  );
}
