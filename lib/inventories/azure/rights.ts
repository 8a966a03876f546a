import type { Level, PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import type { Building } from '../shared/building.ts';
import { dateOf, flagOf, grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import type { AzureSection } from './sections.ts';

type AzureBuilding = Building<AzureSection>;

const TOLD = ['role_assignments'];

const KINDS: Readonly<Record<string, PrincipalKind>> = { User: 'human', Group: 'group', ServicePrincipal: 'workload' };

/** By which rights are given on, or taken for oneself. */
const ADMIN: ReadonlySet<string> = new Set([
  'owner',
  'user access administrator',
  'role based access control administrator',
]);

/** Custom roles count as those that change things: what they allow is not in a list of assignments. */
function levelOf(role: string): Level {
  const name = role.toLowerCase();
  if (ADMIN.has(name)) return 5;
  if (name === 'contributor') return 4;
  return /(?:^|[ -])(?:reader|viewer)$/.test(name) ? 1 : 3;
}

/** Who has which role, on the subscription or on what is in it. */
export function readRoleAssignments(building: AzureBuilding): void {
  readServicePrincipals(building);
  for (const { value, position } of building.rows('role_assignments')) {
    const id = nameOf(value.principalId)?.toLowerCase() ?? null;
    const role = nameOf(value.roleDefinitionName);
    const scope = nameOf(value.scope);
    if (id === null || role === null || scope === null) {
      const lacks = id === null ? 'principalId' : role === null ? 'roleDefinitionName' : 'scope';
      building.skip('role_assignments', position, `no ${lacks}`);
      continue;
    }
    const principal = `principal:${id}`;
    if (!building.principals.has(principal)) {
      const kind = KINDS[asString(value.principalType) ?? ''] ?? 'service_account';
      building.principals.set(
        principal,
        principalOf(kind, principal, nameOf(value.principalName) ?? id, { sections: TOLD }),
      );
    }
    const resource = placeOf(building, scope, position);
    const told = { sections: TOLD, grantedAt: dateOf(value.createdOn), grantedBy: nameOf(value.createdBy) };
    building.grants.push(grantOf({ principal, resource, permission: role, level: levelOf(role), via: 'role' }, told));
  }
}

/** Those of applications and of managed identities; the numbers in assignments are theirs. */
function readServicePrincipals(building: AzureBuilding): void {
  for (const { value, position } of building.rows('service_principals')) {
    const id = nameOf(value.id)?.toLowerCase() ?? null;
    const name = nameOf(value.displayName);
    if (id === null || name === null) {
      building.skip('service_principals', position, id === null ? 'no id' : 'no displayName');
      continue;
    }
    const enabled = flagOf(value.accountEnabled);
    const known = {
      sections: ['service_principals'],
      owner: nameOf(value.appId),
      suspended: enabled === null ? null : !enabled,
    };
    building.addOnce(
      building.principals,
      principalOf('workload', `principal:${id}`, name, known),
      'service_principals',
      position,
    );
  }
}

/** A management group above the subscription, or all, is the subscription too: its rights come down. */
function placeOf(building: AzureBuilding, scope: string, position: string): string {
  const [, subscription, below = ''] = /^\/subscriptions\/([^/]+)(\/.*)?$/i.exec(scope) ?? [];
  if (subscription === undefined) return 'org';
  const own = building.document.scope.toLowerCase();
  if (subscription.toLowerCase() !== own) {
    throw new ReportError(`this is the subscription ${subscription}, and not ${own}`, position);
  }
  if (below === '' || below === '/') return 'org';
  const id = `scope:${below.toLowerCase()}`;
  if (!building.resources.has(id)) {
    building.resources.set(
      id,
      resourceOf('group', id, below.split('/').pop() ?? below, { parent: 'org', sections: TOLD }),
    );
  }
  return id;
}

export const lower = (row: Json, name: string): string | null => nameOf(row[name])?.toLowerCase() ?? null;
