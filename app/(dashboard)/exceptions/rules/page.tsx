import { HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { titled } from '#app/(dashboard)/titled.ts';
import { RulesScreen } from '#components/exception-rules/rules-screen.tsx';
import { dehydrate } from '#components/queries/dehydrate.ts';
import { ruleParams, rulesQuery } from '#components/queries/exception-rules.ts';
import { ruleListParams } from '#lib/contracts/exception-rule.ts';
import { getRights } from '#lib/views/access/get-rights.ts';
import { getRules } from '#lib/views/exception-rule/get-rules.ts';
import { getPageContext } from '#lib/web/page-context.ts';

export const generateMetadata = titled('Rules of exceptions');

export default async function RulesPage() {
  const ctx = await getPageContext();
  const client = new QueryClient();
  // What cannot be read here is read by the browser, which says why it failed.
  await client.prefetchInfiniteQuery({
    ...rulesQuery(ctx.chosen?.text ?? null, 'alive'),
    queryFn: () => getRules(ctx, ruleListParams.parse(ruleParams('alive'))),
    retry: false,
  });
  const rights = getRights(ctx);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <RulesScreen mayAsk={rights.has('exception:request')} mayDecide={rights.has('exception:decide')} />
    </HydrationBoundary>
  );
}
