import { ensureMonths } from '#db/partitions.ts';
import { listOrganizationsOfToday } from '#db/queries/demo.ts';
import type { System } from '#lib/system.ts';
import { sweepOrganization } from './sweep-organization.ts';

type Sweeping = Pick<System, 'systemSql' | 'now' | 'log'>;

/**
 * Ends exceptions whose time is over, which brings back exactly the findings that they hid, and reminds of those that end
 * soon. A repository that fails keeps no other from being swept. Safe to repeat.
 * @throws Error at the end, when any repository failed
 */
export async function sweepExceptions({ systemSql, now: clock, log }: Sweeping): Promise<void> {
  const now = clock();
  await ensureMonths(systemSql, now);
  let failed = 0;
  for (const orgId of await listOrganizationsOfToday(systemSql)) {
    failed += await sweepOrganization({ sql: systemSql.boundTo(orgId), log }, orgId, now);
  }
  if (failed > 0) throw new Error(`exceptions of ${failed} repositories could not be swept`);
}
