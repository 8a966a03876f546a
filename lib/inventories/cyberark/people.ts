import type { PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import { asArray, asBoolean, asRecord, asString, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import { grantOf, nameOf, principalOf } from '../shared/values.ts';
import { type CyberarkBuilding, isPredefined } from './building.ts';
import { memberOf, timeOf, vaultId, vaultSeen } from './values.ts';

/** Authorizations by which somebody can take over any other account of the vault, or carry all of it away. */
const ADMINISTERS = ['AddUpdateUsers', 'ResetUsersPasswords', 'BackupAllSafes', 'RestoreAllSafes'];
const ADMIN_GROUP = 'vault admins';

/** Users, groups, and who is in them; who administers the vault itself. */
export function readPeople(building: CyberarkBuilding): void {
  for (const { value, position } of building.rows('groups')) readGroup(building, value, position);
  for (const { value, position } of building.rows('users')) readUser(building, value, position);
  for (const { value, position } of building.rows('groups')) readMembers(building, value, position);
  for (const { value, position } of building.rows('group_members')) readMember(building, value, position);
  leaveGroupsOpen(building);
}

/** Who is in a group is known where users tell their groups, groups their members, or a list does. */
function leaveGroupsOpen(building: CyberarkBuilding): void {
  const isTold =
    building.isWhole('group_members') ||
    building.rows('users').every(({ value }) => Array.isArray(value.groupsMembership));
  if (isTold) return;
  const told = new Set(
    building
      .rows('groups')
      .flatMap(({ value }) => (Array.isArray(value.members) ? [`group:${vaultId(value.id)}`] : [])),
  );
  for (const { id, kind, name } of building.principals.values()) {
    if (kind === 'group' && !told.has(id)) building.leaveOpen('groups', id, `It was not told who is in ${name}.`);
  }
}

function readUser(building: CyberarkBuilding, row: Json, position: string): void {
  const number = vaultId(row.id);
  const name = nameOf(row.username);
  if (number === null || name === null) {
    building.skip('users', position, number === null ? 'no id' : 'no username');
    return;
  }
  const id = `user:${number}`;
  if (!building.learnMember(name, id)) {
    building.skip('users', position, `another user or group is called ${name} too, or so in another case`);
    return;
  }
  const enabled = asBoolean(row.enableUser);
  const methods = Array.isArray(row.authenticationMethod) ? asStrings(row.authenticationMethod) : null;
  const user = principalOf(kindOf(row, name), id, name, {
    sections: ['users'],
    standing: 'member',
    suspended: enabled === null ? null : !enabled,
    createdAt: timeOf(row.creationDate),
    expiresAt: vaultSeen(row, 'expiryDate'),
    lastActiveAt: vaultSeen(row, 'lastSuccessfulLoginDate'),
    password: methods?.some((method) => /pass/i.test(method)) ?? null,
  });
  building.addOnce(building.principals, user, 'users', position);
  if (asStrings(row.vaultAuthorization).some((each) => ADMINISTERS.includes(each.replaceAll(' ', '')))) {
    building.grants.push(
      grantOf(
        { principal: id, resource: 'org', permission: 'vault administrator', level: 5, via: 'role' },
        { sections: ['users'] },
      ),
    );
  }
  for (const each of asArray(row.groupsMembership)) {
    const group = groupOf(building, asRecord(each));
    if (group !== null) join(building, id, group);
  }
}

function kindOf(row: Json, name: string): PrincipalKind {
  const type = (asString(row.userType) ?? '').toLowerCase();
  if (isPredefined(name)) return 'service_account';
  if (/^(?:aim|appprovider|app provider)/.test(type)) return 'workload';
  return asBoolean(row.componentUser) === true ? 'service_account' : 'human';
}

function readGroup(building: CyberarkBuilding, row: Json, position: string): void {
  if (groupOf(building, row) === null) {
    building.skip('groups', position, vaultId(row.id) === null ? 'no id' : 'no groupName, or one that is taken');
  }
}

/** The group of a row, made when it is new. */
function groupOf(building: CyberarkBuilding, row: Json): string | null {
  const number = vaultId(row.id ?? row.groupID ?? row.groupId);
  const name = nameOf(row.groupName);
  if (number === null || name === null) return null;
  const id = `group:${number}`;
  if (building.principals.has(id)) return id;
  if (!building.learnMember(name, id)) return null;
  building.principals.set(id, principalOf('group', id, name, { sections: ['groups'] }));
  if (name.toLowerCase() === ADMIN_GROUP) {
    building.grants.push(
      grantOf({ principal: id, resource: 'org', permission: name, level: 5, via: 'role' }, { sections: ['groups'] }),
    );
  }
  // Who is in a group of a directory, the directory alone knows.
  if ((asString(memberOf(row, 'groupType')) ?? '').toLowerCase() === 'directory') {
    building.leaveOpen('groups', id, `${name} is a group of a directory: who is in it is not told.`);
  }
  return id;
}

function readMembers(building: CyberarkBuilding, row: Json, position: string): void {
  const group = groupOf(building, row);
  if (group === null || !Array.isArray(row.members)) return;
  for (const [index, each] of row.members.entries()) {
    const member = asRecord(each);
    const name = nameOf(member.username ?? member.userName ?? member.groupName);
    const number = vaultId(member.id);
    const isGroup = /group/i.test(asString(member.memberType) ?? '') || member.groupName !== undefined;
    const id =
      number === null ? (name === null ? null : building.byMember(name)) : `${isGroup ? 'group' : 'user'}:${number}`;
    if (id === null || !building.principals.has(id)) {
      building.skip('groups', `${position}.members[${index}]`, 'not a user or group of these sections');
    } else join(building, id, group);
  }
}

function readMember(building: CyberarkBuilding, row: Json, position: string): void {
  const group = vaultId(row.groupId);
  const member = vaultId(row.memberId);
  const isGroup = asBoolean(row.isGroup);
  const id = `${isGroup === true ? 'group' : 'user'}:${member}`;
  if (group === null || member === null || isGroup === null) {
    building.skip('group_members', position, 'no group, no member, or not told whether it is a group');
  } else if (!building.principals.has(id) || !building.principals.has(`group:${group}`)) {
    building.skip('group_members', position, 'not a user or group of these sections');
  } else join(building, id, `group:${group}`);
}

function join(building: CyberarkBuilding, member: string, group: string): void {
  const key = `${member} ${group}`;
  if (building.joined.has(key)) return;
  building.joined.add(key);
  const sections = building.isRead('group_members') ? ['group_members'] : ['users', 'groups'];
  building.memberships.push({ member, group, sections });
}
