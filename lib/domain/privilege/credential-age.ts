import type { InventorySource, PrincipalKind, ResourceKind } from './inventory.ts';
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
