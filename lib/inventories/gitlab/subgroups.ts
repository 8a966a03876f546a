import { asArray, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { failureOf } from '../shared/failure-of.ts';
import { dateOf, grantOf, idOf, nameOf, resourceOf } from '../shared/values.ts';
import { type GitlabBuilding, roleOf } from './building.ts';
import { endOf, isTokenUser, memberOf } from './people.ts';

const TOLD = ['subgroups', 'group_members'];

/** Groups below this one with who is in them, and who is in groups that were invited. After projects are known. */
export function readSubgroups(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('subgroups')) {
    const number = idOf(value.id);
    const path = nameOf(value.full_path);
    if (number === null || path === null) {
      building.skip('subgroups', position, number === null ? 'no id' : 'no full_path');
      continue;
    }
    const group = resourceOf('group', `group:${number}`, path, {
      parent: 'org',
      visibility: asString(value.visibility),
      sections: ['subgroups'],
    });
    building.addOnce(building.resources, group, 'subgroups', position);
  }
  for (const { value, position } of building.rows('group_members')) {
    const number = idOf(value.group);
    if (number === null) continue;
    const failure = failureOf(value) ?? (Array.isArray(value.data) ? null : 'not a list');
    if (failure !== null) {
      building.leaveOpen(
        'group_members',
        `group:${number}`,
        `Who is in the group ${number} could not be read: ${failure}.`,
      );
      continue;
    }
    for (const [index, row] of asArray(value.data).entries())
      addMember(building, `group:${number}`, asRecord(row), `${position}.data[${index}]`);
  }
}

function addMember(building: GitlabBuilding, group: string, row: Json, position: string): void {
  const username = asString(row.username);
  const role = roleOf(row.access_level);
  const isBelow = building.resources.has(group);
  const isInvited = building.principals.has(group);
  if (role === null || (username !== null && isTokenUser(username)) || (!isBelow && !isInvited)) return;
  const who = memberOf(building, row, 'group_members', position, isBelow ? 'member' : 'outside');
  if (who === null) return;
  if (isInvited) building.memberships.push({ member: who.id, group, sections: TOLD });
  if (!isBelow) return;
  const told = { sections: TOLD, expiresAt: endOf(row), grantedAt: dateOf(row.created_at) };
  building.grants.push(grantOf({ principal: who.id, resource: group, ...role, via: 'role' }, told));
}
