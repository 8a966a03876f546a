import type { BeyondtrustSection } from '#lib/domain/privilege/beyondtrust/columns.ts';
import type { Principal } from '#lib/domain/privilege/inventory.ts';
import type { ReportSource } from '#lib/scanners/contract.ts';
import { asBoolean, asInteger, asString, type Json } from '#lib/scanners/shared/text.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { dateOf, grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { BEYONDTRUST_SECTIONS } from './sections.ts';

/** The inventory of BeyondTrust Password Safe: managed accounts, and who may ask for their passwords. */
export const beyondtrust: InventoryReader = { sections: BEYONDTRUST_SECTIONS, read };

type Safe = Building<BeyondtrustSection>;

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'beyondtrust', BEYONDTRUST_SECTIONS);
  const building: Safe = new Building(document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  for (const { value, position } of building.rows('managed_systems')) readSystem(building, value, position);
  const used = lastUse(building);
  for (const { value, position } of building.rows('managed_accounts')) readAccount(building, value, position, used);
  for (const { value, position } of building.rows('user_groups')) readGroup(building, value, position);
  for (const { value, position } of building.rows('users')) readUser(building, value, position);
  const seen = new Set<string>();
  for (const { value, position } of building.rows('entitlements')) readEntitlement(building, value, position, seen);
  return { inventory: building.inventory('beyondtrust'), document, skipped: building.skipped };
}

/** Numbers of Password Safe; reports that have none are known by names. */
function keyOf(number: unknown, name: string | null): string | null {
  const known = asInteger(number);
  if (known !== null && known > 0) return String(known);
  return name === null ? null : encodeURIComponent(name.toLowerCase().toWellFormed());
}

/** Of these sections those that the inventory has: what another one would say may never come. */
const told = (building: Safe, ...sections: BeyondtrustSection[]): string[] =>
  sections.filter((each) => (building.document.sections.get(each)?.status ?? 'absent') !== 'absent');

const SYSTEMS = ['managed_systems', 'managed_accounts', 'entitlements'] as const;

function systemOf(building: Safe, number: unknown, name: string | null): string | null {
  const key = keyOf(number, name);
  if (key === null) return null;
  const id = `safe:${key}`;
  if (!building.resources.has(id)) {
    building.resources.set(
      id,
      resourceOf('safe', id, name ?? `system ${key}`, { parent: 'org', sections: told(building, ...SYSTEMS) }),
    );
  }
  return id;
}

function readSystem(building: Safe, row: Json, position: string): void {
  const name = nameOf(row.SystemName) ?? nameOf(row.HostName) ?? nameOf(row.DnsName);
  if (systemOf(building, row.ManagedSystemID ?? row.SystemID, name) === null) {
    building.skip('managed_systems', position, 'no ManagedSystemID and no name');
  }
}

function readAccount(building: Safe, row: Json, position: string, used: ReadonlyMap<string, Date>): void {
  const account = nameOf(row.AccountName);
  const systemName = nameOf(row.SystemName) ?? nameOf(row.DomainName);
  const system = systemOf(building, row.ManagedSystemID ?? row.SystemID, systemName);
  const key = keyOf(row.ManagedAccountID ?? row.AccountID, account);
  if (account === null || system === null || key === null) {
    building.skip('managed_accounts', position, account === null ? 'no AccountName' : 'no system');
    return;
  }
  const id = `${system}/account:${key}`;
  const shown = `${account}@${building.resources.get(system)?.name ?? systemName}`;
  const changed = dateOf(row.LastChangeDate);
  building.addOnce(
    building.resources,
    resourceOf('account', id, shown, {
      ...{ parent: system, sections: ['managed_accounts'], updatedAt: changed },
      lastUsedAt: used.get(key) ?? null,
    }),
    'managed_accounts',
    position,
  );
  const automatic = asBoolean(row.AutoManagementFlag);
  const afterRelease = asBoolean(row.ChangePasswordAfterAnyReleaseFlag);
  building.controls.push({
    ...{ kind: 'management', resource: id, automatic, failing: null, reason: null, afterRelease },
    everyDays: frequencyOf(row),
  });
  const concurrent = asInteger(row.MaxConcurrentRequests);
  if (concurrent !== null) {
    // 0 is no limit.
    const exclusive = concurrent === 1;
    building.controls.push({ kind: 'checkout', resource: id, exclusive, oneTime: afterRelease, concurrent });
  }
}

/** `first` and `last` are days of a month. */
function frequencyOf(row: Json): number | null {
  const type = asString(row.ChangeFrequencyType)?.toLowerCase() ?? null;
  if (type === 'first' || type === 'last') return 31;
  const days = asInteger(row.ChangeFrequencyDays);
  return days !== null && days > 0 ? days : null;
}

/** When a password was last asked for, by the account's number. */
function lastUse(building: Safe): Map<string, Date> {
  const found = new Map<string, Date>();
  for (const { value, position } of building.rows('requests')) {
    const key = keyOf(value.AccountID ?? value.ManagedAccountID, nameOf(value.AccountName));
    if (key === null) building.skip('requests', position, 'no AccountID');
    const at = dateOf(value.RequestReleaseDate) ?? dateOf(value.CreatedDate);
    const known = key === null ? undefined : found.get(key);
    if (key !== null && at !== null && (known === undefined || at > known)) found.set(key, at);
  }
  return found;
}

function principalIn(building: Safe, kind: 'group' | 'human', number: unknown, name: string | null): Principal | null {
  const key = keyOf(number, name);
  if (key === null || name === null) return null;
  const id = `${kind === 'group' ? 'group' : 'user'}:${key}`;
  const known = building.principals.get(id);
  if (known !== undefined) return known;
  const fresh = principalOf(kind, id, name, {
    sections: told(building, kind === 'human' ? 'users' : 'user_groups', 'entitlements'),
    standing: kind === 'human' ? 'member' : null,
  });
  building.principals.set(id, fresh);
  return fresh;
}

function readGroup(building: Safe, row: Json, position: string): void {
  const group = principalIn(building, 'group', row.GroupID, nameOf(row.Name));
  if (group === null) building.skip('user_groups', position, 'no Name');
  else if (asBoolean(row.IsActive) === false) building.principals.set(group.id, { ...group, suspended: true });
}

function readUser(building: Safe, row: Json, position: string): void {
  const user = principalIn(building, 'human', row.UserID, nameOf(row.UserName));
  if (user === null) {
    building.skip('users', position, 'no UserName');
    return;
  }
  const active = asBoolean(row.IsActive);
  const quarantined = asBoolean(row.IsQuarantined);
  const lastActiveAt = Object.hasOwn(row, 'LastLoginDate') ? (dateOf(row.LastLoginDate) ?? 'never') : null;
  const suspended = active === null ? null : !active || quarantined === true;
  building.principals.set(user.id, { ...user, suspended, lastActiveAt });
}

/** A group's right to an account, and that a user is in the group: each said in many rows. */
function readEntitlement(building: Safe, row: Json, position: string, seen: Set<string>): void {
  const group = principalIn(building, 'group', row.GroupID, nameOf(row.Name));
  const user = principalIn(building, 'human', row.UserID, nameOf(row.UserName));
  if (group === null) {
    building.skip('entitlements', position, 'no group');
    return;
  }
  const once = (key: string): boolean => !seen.has(key) && seen.add(key).has(key);
  if (user !== null && once(`${user.id} ${group.id}`)) {
    building.memberships.push({ member: user.id, group: group.id, sections: ['entitlements'] });
  }
  const isAdmin = asBoolean(row.IsAdministratorGroup) === true;
  if (isAdmin && once(`${group.id} org`)) {
    building.grants.push(
      grantOf(
        { principal: group.id, resource: 'org', permission: 'administrator', level: 5, via: 'role' },
        { sections: ['entitlements'] },
      ),
    );
  }
  const account = accountOf(building, row);
  const role = nameOf(row.RoleName) ?? nameOf(row.AccessLevel);
  const isNamed = row.ManagedAccountId !== undefined || row.AccountName !== undefined;
  if (account === null && isNamed)
    building.skip('entitlements', position, 'not an account of the section managed_accounts');
  if (account === null || role === null || !once(`${group.id} ${account} ${role}`)) return;
  const dedicated = nameOf(row.DedicatedToAppUserName) !== null;
  building.grants.push(
    grantOf(
      {
        principal: group.id,
        resource: account,
        permission: role,
        level: isAdmin ? 5 : dedicated || /approver|auditor|recorded/i.test(role) ? 1 : 3,
        via: 'group',
      },
      { sections: told(building, 'managed_accounts', 'entitlements') },
    ),
  );
}

function accountOf(building: Safe, row: Json): string | null {
  const system = systemOf(building, row.ManagedSystemID, nameOf(row.RationalizedSystemName));
  const name = nameOf(row.AccountName);
  const key = keyOf(row.ManagedAccountId ?? row.ManagedAccountID, name);
  if (system === null || key === null) return null;
  const id = `${system}/account:${key}`;
  // What the list of accounts does not have is not managed: nothing could be said of it.
  if (!building.resources.has(id) && building.isRead('managed_accounts')) return null;
  if (!building.resources.has(id)) {
    const shown = `${name ?? `account ${key}`}@${building.resources.get(system)?.name ?? system}`;
    building.resources.set(id, resourceOf('account', id, shown, { parent: system, sections: ['entitlements'] }));
  }
  return id;
}
