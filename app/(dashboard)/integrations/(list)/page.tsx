import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { IntegrationsScreen } from '#components/integrations/integrations-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { tokensQuery } from '#components/queries/tokens.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getTokens } from '#lib/views/access/get-tokens.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const metadata: Metadata = { title: 'Integrations' };

export default async function IntegrationsPage() {
  const ctx = await getPageContext();
  const mine = getRights(ctx);
  const rights = {
    readTokens: mine.has('token:read'),
    writeTokens: mine.has('token:write'),
    readSinks: mine.has('sink:read'),
  };
  const client = new QueryClient();
  if (rights.readTokens) await client.fetchQuery({ ...tokensQuery(), queryFn: () => getTokens(ctx) });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <IntegrationsScreen address={ctx.publicUrl} rights={rights} />
    </HydrationBoundary>
  );
}
