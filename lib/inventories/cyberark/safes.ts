import type { Resource } from '#lib/domain/privilege/inventory.ts';
import { type SafeRight, safeLevel, safePermission } from '#lib/domain/privilege/safe-rights.ts';
import { asArray, asBoolean, asInteger, asRecord, asString, isRecord, type Json } from '#lib/scanners/shared/text.ts';
import { grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { type CyberarkBuilding, isPredefined } from './building.ts';
import { timeOf, vaultId, vaultSeen } from './values.ts';

/** PVWA's permissions by the right that each gives. */
const RIGHTS: Readonly<Record<string, SafeRight>> = {
  listAccounts: 'list',
  useAccounts: 'use',
  retrieveAccounts: 'retrieve',
  updateAccountContent: 'set content',
  specifyNextAccountContent: 'set content',
  requestsAuthorizationLevel1: 'confirm',
  requestsAuthorizationLevel2: 'confirm',
  accessWithoutConfirmation: 'without confirmation',
  manageSafe: 'manage safe',
  manageSafeMembers: 'manage members',
};

/** Safes, and who may do what in them. */
export function readSafes(building: CyberarkBuilding): void {
  for (const { value, position } of building.rows('safes')) readSafe(building, value, position);
  if (!building.isRead('safes')) tellSafes(building);
  const expected = [...building.resources.values()].filter(({ kind }) => kind === 'safe');
  const asked = { key: 'safe', listed: 'safes', find: (name: string) => building.bySafe(name), expected };
  building.eachOf('safe_members', asked, (safe, { data, position }) => {
    if (!Array.isArray(data)) {
      building.leaveOpen(
        'safe_members',
        safe.id,
        `The section safe_members does not have the members of ${safe.name}.`,
      );
      return;
    }
    for (const [index, each] of data.entries()) {
      const row = asRecord(each);
      // Rows that were gathered from elsewhere say where they stood.
      readMember(building, safe, row, nameOf(row.position) ?? `${position}[${index}]`);
    }
  });
}

function readSafe(building: CyberarkBuilding, row: Json, position: string): void {
  const name = nameOf(row.safeName);
  const number = vaultId(row.safeNumber);
  if (name === null) {
    building.skip('safes', position, 'no safeName');
    return;
  }
  const id = safeId(name, number);
  if (!building.learnSafe(name, id)) {
    building.skip('safes', position, `another safe is called ${name} too, or so in another case`);
    return;
  }
  const safe = resourceOf('safe', id, name, {
    parent: 'org',
    sections: ['safes'],
    createdAt: timeOf(row.creationTime),
  });
  building.addOnce(building.resources, safe, 'safes', position);
  const approvers = asInteger(row.confirmersCount);
  if (approvers !== null) {
    building.controls.push({ kind: 'dual_control', resource: id, required: approvers > 0, approvers });
  }
  const exclusive = asBoolean(row.enforceExclusivePasswords);
  if (exclusive !== null) {
    building.controls.push({ kind: 'checkout', resource: id, exclusive, oneTime: null, concurrent: null });
  }
}

/** Without a list of safes: those that accounts and members name. PVWA begins an account's id with its safe's number. */
function tellSafes(building: CyberarkBuilding): void {
  for (const { value } of building.rows('accounts')) {
    const number = /^(\d+)_/.exec(asString(value.id) ?? '')?.[1];
    tellSafe(building, nameOf(value.safeName), vaultId(number), 'accounts');
  }
  for (const { value } of building.rows('safe_members')) {
    const number = asArray(value.data).map((row) => vaultId(asRecord(row).safeNumber));
    tellSafe(building, nameOf(value.safe), number.find((each) => each !== null) ?? null, 'safe_members');
  }
}

function tellSafe(building: CyberarkBuilding, name: string | null, number: string | null, section: string): void {
  if (name === null || building.bySafe(name) !== null) return;
  const id = safeId(name, number);
  building.learnSafe(name, id);
  building.resources.set(id, resourceOf('safe', id, name, { parent: 'org', sections: [section] }));
}

/** Versions before 12 tell no number: the name, which the vault takes once in any case, stands for it. */
const safeId = (name: string, number: string | null): string =>
  `safe:${number ?? encodeURIComponent(name.toLowerCase().toWellFormed())}`;

function readMember(building: CyberarkBuilding, safe: Resource, row: Json, position: string): void {
  const given = row.permissions;
  const name = nameOf(row.memberName);
  if (!isRecord(given) || name === null) {
    openRow(building, safe, position, name === null ? 'no memberName' : 'no permissions');
    return;
  }
  const known = Object.entries(RIGHTS).filter(([permission]) => asBoolean(given[permission]) !== null);
  if (known.length === 0) {
    openRow(building, safe, position, 'none of the permissions is known');
    return;
  }
  const rights = new Set(
    known.flatMap(([permission, right]) => (asBoolean(given[permission]) === true ? [right] : [])),
  );
  const id = memberOf(building, row, name);
  if (id === null) {
    openRow(building, safe, position, `${name} is neither in the section users nor in groups`);
    return;
  }
  const level = safeLevel(rights);
  if (level === 0) return;
  const approval = rights.has('without confirmation') ? false : null;
  building.grants.push(
    grantOf(
      { principal: id, resource: safe.id, permission: safePermission(rights), level, via: viaOf(row) },
      {
        sections: building.isRead('safes') ? ['safes', 'safe_members'] : ['safe_members'],
        expiresAt: vaultSeen(row, 'membershipExpirationDate') ?? 'never',
        conditions: approval === null ? null : { approval, mfa: null, branch: null },
      },
    ),
  );
}

const isGroup = (row: Json): boolean => /group|role/i.test(asString(row.memberType) ?? '');

const viaOf = (row: Json): 'group' | 'direct' => (isGroup(row) ? 'group' : 'direct');

/** By its number where PVWA tells it, which newer versions do; else by its name among users and groups. */
function memberOf(building: CyberarkBuilding, row: Json, name: string): string | null {
  const number = vaultId(row.memberId);
  const byName = building.byMember(name);
  if (byName !== null) return byName;
  // Users whom the caller may not list are members all the same.
  if (number === null || (number === '0' && name.toLowerCase() !== 'master')) return null;
  const id = `${isGroup(row) ? 'group' : 'user'}:${number}`;
  const isOwn = asBoolean(row.isPredefinedUser) === true || isPredefined(name);
  const kind = isGroup(row) ? 'group' : isOwn ? 'service_account' : 'human';
  if (!building.principals.has(id)) {
    if (!building.learnMember(name, id)) return null;
    building.principals.set(id, principalOf(kind, id, name, { sections: ['users', 'groups', 'safe_members'] }));
  }
  return id;
}

/** A row that could not be read leaves its safe open. */
function openRow(building: CyberarkBuilding, safe: Resource, position: string, reason: string): void {
  building.skip('safe_members', position, reason);
  building.leaveOpen('safe_members', safe.id, `A row of the section safe_members could not be read for ${safe.name}.`);
}
