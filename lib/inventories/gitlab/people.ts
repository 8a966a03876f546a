import type { Principal } from '#lib/domain/privilege/inventory.ts';
import { asString, type Json } from '#lib/scanners/shared/text.ts';
import { dateOf, flagOf, grantOf, idOf, nameOf, principalOf, seenOf } from '../shared/values.ts';
import { type GitlabBuilding, roleOf } from './building.ts';
import type { GitlabSection } from './sections.ts';

/** Members of the group, those of groups above it too, with what is known of their second factor and their last action. */
export function readPeople(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('members')) {
    const who = memberOf(building, value, 'members', position);
    const role = roleOf(value.access_level);
    if (who === null) continue;
    if (role === null) {
      building.skip('members', position, 'no access_level');
      continue;
    }
    const told = { sections: ['members'], expiresAt: endOf(value), grantedAt: dateOf(value.created_at) };
    building.grants.push(grantOf({ principal: who.id, resource: 'org', ...role, via: 'role' }, told));
  }
  readActivity(building, 'billable_members');
  readActivity(building, 'enterprise_users');
  readOwners(building);
}

/** The account of a row, made when it is new; null, and said, where the row names none. */
export function memberOf(
  building: GitlabBuilding,
  row: Json,
  section: GitlabSection,
  position: string,
  standing: Principal['standing'] = 'member',
): Principal | null {
  const number = idOf(row.id);
  const username = nameOf(row.username);
  if (number === null || username === null) {
    building.skip(section, position, number === null ? 'no id' : 'no username');
    return null;
  }
  const id = `user:${number}`;
  const known = building.principals.get(id);
  if (known !== undefined) return known;
  const other = building.byUsername(username);
  if (other !== null && other !== id) {
    building.skip(section, position, `another account has the name ${username} too, or in another case`);
    return null;
  }
  const state = asString(row.state);
  const who = principalOf(isBot(username) ? 'bot' : 'human', id, username, {
    standing,
    sections: section === 'members' ? ['members'] : ['members', 'projects', section],
    suspended: state === null ? null : state !== 'active',
    expiresAt: section === 'members' ? endOf(row) : null,
  });
  building.learnUsername(username, id);
  building.principals.set(id, who);
  return who;
}

/** An account whose name says so; those behind access tokens of groups and projects are the tokens themselves. */
const isBot = (username: string): boolean =>
  /^service_account_|(?:^|[-_.])(?:bot|ci|svc|service|automation|robot)(?:$|[-_.])/i.test(username);

export const isTokenUser = (name: string): boolean => /^(?:project|group)_[0-9]+_bot(?:_|$)/.test(name);

/** The day on which a membership or key ends; `never` where GitLab says that it has no end. */
export const endOf = (row: Json) => seenOf(row, 'expires_at');

function readActivity(building: GitlabBuilding, section: 'billable_members' | 'enterprise_users'): void {
  for (const { value } of building.rows(section)) {
    const number = idOf(value.id);
    const who = number === null ? undefined : building.principals.get(`user:${number}`);
    // They list people of other groups too.
    if (who === undefined) continue;
    const seen = seenOf(value, 'last_activity_on');
    building.principals.set(who.id, {
      ...who,
      lastActiveAt: seen ?? who.lastActiveAt,
      twoFactor: flagOf(value.two_factor_enabled) ?? who.twoFactor,
      createdAt: dateOf(value.created_at) ?? who.createdAt,
    });
  }
}

/** Who answers for which machine account, as the group itself says. */
function readOwners(building: GitlabBuilding): void {
  for (const { value, position } of building.rows('owners')) {
    const name = asString(value.account);
    const id = name === null ? null : building.byUsername(name);
    if (id === null) building.skip('owners', position, name === null ? 'no account' : 'not a member of the group');
    else building.controls.push({ kind: 'owner_of', resource: id, owner: nameOf(value.owner) });
  }
}
