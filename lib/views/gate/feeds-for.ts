import type { Connection } from '#db/client.ts';
import { findFeedDates, findLoadedKinds } from '#db/queries/feed-loads.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import type { GateFacts } from '#lib/domain/policy/gate-facts.ts';

/** Which feeds there are. Where there is nothing that they could say something of, nothing is read. */
export async function feedsFor(
  { sql, scope }: { sql: Connection; scope: OrganizationScope },
  findings: number,
): Promise<GateFacts['feeds']> {
  if (findings === 0) return { kev: false, epss: false };
  const [kinds, { samples = [] }] = await Promise.all([findLoadedKinds(sql, scope), findFeedDates(sql, scope)]);
  return { kev: kinds.has('kev'), epss: kinds.has('epss'), ...(samples.length === 0 ? {} : { samples }) };
}
