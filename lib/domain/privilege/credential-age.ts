import { addDays } from '#lib/domain/time.ts';
import type { InventorySource, PrincipalKind, ResourceKind } from './inventory.ts';
import { CREDENTIAL_PRINCIPALS, CREDENTIAL_RESOURCES } from './kinds.ts';
import type { PrivilegeSettings } from './settings.ts';

/** Against what is allowed; `untold`: the system does not tell how old it is. */
export const CREDENTIAL_AGES = ['overdue', 'within', 'untold'] as const;
export type CredentialAge = (typeof CREDENTIAL_AGES)[number];

/** How old a credential of this kind may become in such a system, in days: what the rules judge it by. */
export function policyDaysOf(
  kind: PrincipalKind | ResourceKind,
  source: InventorySource,
  settings: PrivilegeSettings,
): number {
  switch (kind) {
    case 'deploy_key':
      return settings.keyDays;
    case 'token':
      return source === 'aws' ? settings.accessKeyDays : settings.tokenDays;
    case 'account':
      return settings.accountDays;
    case 'secret':
    case 'key':
      return source === 'github' ? settings.secretDays : settings.storeDays;
    default:
      return settings.tokenDays;
  }
}

/** From when on each kind of each system is within what is allowed, to the day. */
export function allowedAges(
  systems: readonly { repoId: number; source: InventorySource }[],
  settings: PrivilegeSettings,
  now: Date,
): { repoIds: number[]; kind: PrincipalKind | ResourceKind; since: Date }[] {
  const sources = [...new Set(systems.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const repoIds = systems.filter((system) => system.source === source).map(({ repoId }) => repoId);
    return [...CREDENTIAL_PRINCIPALS, ...CREDENTIAL_RESOURCES].map((kind) => {
      const days = policyDaysOf(kind, source, settings) + 1;
      // One that was set at this very instant is `days` old, and so beyond: times have thousandths of a second.
      return { repoIds, kind, since: new Date(addDays(now, -days).getTime() + 1) };
    });
  });
}
