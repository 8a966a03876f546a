import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { documentsQuery } from '#components/queries/statements.ts';
import { StatementsScreen } from '#components/statements/statements-screen.tsx';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getStatementDocuments } from '#lib/views/statement/get-statement-documents.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Statements');

export default async function StatementsPage() {
  const ctx = await getPageContext();
  const rights = getRights(ctx);
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchQuery({
    ...documentsQuery(ctx.chosen?.text ?? null),
    queryFn: () => getStatementDocuments(ctx),
    retry: false,
  });
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <StatementsScreen
        rights={{
          request: rights.has('exception:request'),
          decide: rights.has('exception:decide'),
          trust: rights.has('settings:write'),
        }}
      />
    </HydrationBoundary>
  );
}
