import type { Connection } from '#db/client.ts';
import { countPathsAlone } from '#db/queries/paths-read.ts';
import { countCredentials } from '#db/queries/privilege-credentials.ts';
import { countGrants } from '#db/queries/privilege-grants.ts';
import { countPrincipals } from '#db/queries/privilege-principals.ts';
import { findPrivilegeSettings } from '#db/queries/privilege-settings.ts';
import { findSystems } from '#db/queries/privilege-systems.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { allowedAges } from '#lib/domain/privilege/credential-age.ts';
import { CREDENTIAL_PRINCIPALS, CREDENTIAL_RESOURCES } from '#lib/domain/privilege/kinds.ts';
import { DEFAULT_PRIVILEGE_SETTINGS } from '#lib/domain/privilege/settings.ts';
import { addDays } from '#lib/domain/time.ts';
import type { DayAccess } from '#lib/domain/trend/day.ts';

const ADMIN = 5;
/** Counts of days are whole, unlike those of lists. */
const ALL = 2_000_000_000;

const ANY_PRINCIPAL = {
  ...{ name: null, kinds: null, levelMax: null, standings: null, unusedSince: null },
  ...{ expiringBefore: null, neverExpires: null, unknown: null },
};
const ANY_GRANT = { principals: null, resources: null, levelMin: null, vias: null, useTold: null };
const ANY_CREDENTIAL = {
  ...{ principals: CREDENTIAL_PRINCIPALS, resources: CREDENTIAL_RESOURCES, name: null, olderThan: null },
  ...{ unusedSince: null, expiringBefore: null, neverExpires: null },
};

/** What each system lets people do, as lists with these filters count it. Systems without an inventory are not known. */
export async function measureAccess(
  sql: Connection,
  scope: OrganizationScope,
  end: Date,
): Promise<ReadonlyMap<number, DayAccess>> {
  const [systems, found] = await Promise.all([
    findSystems(sql, wholeOrganization(scope.orgId), { repoIds: null, sources: null }),
    findPrivilegeSettings(sql, scope),
  ]);
  const settings = found ?? DEFAULT_PRIVILEGE_SETTINGS;
  const access = new Map<number, DayAccess>();
  for (const system of systems) {
    const repoIds = [system.repoId];
    const allowed = allowedAges([system], settings, end);
    const unusedSince = addDays(end, -settings.unusedDays);
    const [admins, paths, unused, overdue] = await Promise.all([
      countPrincipals(sql, scope, { ...ANY_PRINCIPAL, repoIds, levelMin: ADMIN }, ALL),
      countPathsAlone(sql, { ...scope, repoId: system.repoId }),
      countGrants(sql, scope, { ...ANY_GRANT, repoIds, unusedSince }, ALL),
      countCredentials(sql, scope, { ...ANY_CREDENTIAL, repoIds, ages: ['overdue'], allowed }, ALL),
    ]);
    access.set(system.repoId, { admins, paths, unused, overdue });
  }
  return access;
}
