import type { Context } from '#lib/context.ts';
import type { Total } from '#lib/contracts/common.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { pathListParams } from '#lib/contracts/path.ts';
import {
  changeListParams,
  credentialListParams,
  grantListParams,
  principalListParams,
} from '#lib/contracts/privilege.ts';
import type { PrivilegeSummary } from '#lib/contracts/privilege-summary.ts';
import { addDays } from '#lib/domain/time.ts';
import { permit } from '#lib/permit.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { getPaths } from '#lib/views/path/get-paths.ts';
import { totalOf } from '#lib/views/total.ts';
import { getChanges } from './get-changes.ts';
import { getCredentials } from './get-credentials.ts';
import { getGrants } from './get-grants.ts';
import { getPrincipals } from './get-principals.ts';
import { settingsOf } from './settings-of.ts';
import { systemsOf } from './systems-of.ts';

/** Names beside a number. */
const FIRST = 3;
/** Paths are not counted by their list: no organization acts on more than these at once. */
const MOST_PATHS = 200;

/** Who may do what, in figures: each is the count of a list, read as that list is. @throws Fault forbidden */
export async function getPrivilegeSummary(ctx: Context): Promise<PrivilegeSummary> {
  permit(ctx, 'finding:read', 'repositories');
  const [systems, settings] = await Promise.all([systemsOf(ctx, {}), settingsOf(ctx)]);
  const { unusedDays } = settings;
  const week = addDays(ctx.now(), -7).toISOString();
  const principals = (params: object) =>
    getPrincipals(ctx, principalListParams.parse({ ...params, total: 'true', limit: 1 }));
  const grants = (params: object) => getGrants(ctx, grantListParams.parse({ ...params, total: 'true', limit: 1 }));
  const credentials = (params: object) =>
    getCredentials(ctx, credentialListParams.parse({ ...params, total: 'true', limit: FIRST }));
  const findings = (params: object) =>
    getFindings(ctx, findingListParams.parse({ category: 'privilege', state: 'open', limit: FIRST, ...params }));
  const [everybody, admins, gained, paths, rights, unused, untold, all, overdue, ageless, open, critical] =
    await Promise.all([
      principals({}),
      principals({ level_min: '5' }),
      getChanges(
        ctx,
        changeListParams.parse({ admin: 'true', since: week, grouped: 'true', total: 'true', limit: FIRST }),
      ),
      getPaths(
        ctx,
        pathListParams.parse({ alone: 'true', certainty: 'proven', owners_only: 'false', limit: MOST_PATHS }),
      ),
      grants({}),
      grants({ unused_days: String(unusedDays) }),
      grants({ use_told: 'false' }),
      credentials({}),
      credentials({ age: 'overdue' }),
      credentials({ age: 'untold' }),
      findings({}),
      findings({ severity: 'critical', sort: '-opened' }),
    ]);
  const collected = systems.list.map(({ collectedAt }) => collectedAt.toISOString()).sort();
  return {
    systems: systems.list.length,
    as_of: collected[0] ?? null,
    principals: counted(everybody),
    admins: counted(admins),
    gained_admin: {
      total: counted(gained),
      first: gained.items.map(({ principal: { id, name } }) => ({ id, name })),
    },
    paths_alone: {
      total: totalOf(paths.items.length + (paths.next_cursor === null ? 0 : 1), MOST_PATHS),
      first: paths.items.slice(0, FIRST).map(({ id, name }) => ({ id, name })),
    },
    rights: counted(rights),
    unused_rights: counted(unused),
    unused_days: unusedDays,
    use_untold: counted(untold),
    credentials: counted(all),
    overdue: { total: counted(overdue), first: overdue.items.map(({ id, name }) => ({ id, name })) },
    age_untold: counted(ageless),
    findings: open.total,
    critical: { total: critical.total, first: critical.items.map(({ id, title }) => ({ id, name: title })) },
  };
}

/** Each was asked for. */
const counted = ({ total }: { total?: Total | undefined }): Total => total ?? totalOf(0);
