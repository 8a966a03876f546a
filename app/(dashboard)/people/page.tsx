import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PeopleScreen } from '#components/people/people-screen.tsx';
import { peopleQuery } from '#components/queries/people.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getUsers } from '#lib/views/access/get-users.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const ctx = await getPageContext();
  if (!getRights(ctx).has('user:write')) notFound();
  const client = new QueryClient();
  await client.fetchQuery({ ...peopleQuery(), queryFn: () => getUsers(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PeopleScreen self={ctx.userId} />
    </HydrationBoundary>
  );
}
