import type { Principal, Seen } from '#lib/domain/privilege/inventory.ts';
import { asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { failureOf } from '../shared/failure-of.ts';
import { dateOf, grantOf, idOf, nameOf, principalOf } from '../shared/values.ts';
import type { GithubBuilding } from './building.ts';
import type { GithubSection } from './sections.ts';

/** Members, owners and people from outside, with what is known of their second factor and their last action. */
export function readPeople(building: GithubBuilding): void {
  for (const section of ['members', 'admins'] as const) {
    readAccounts(building, section, 'member', ({ id }) => {
      if (section === 'admins')
        building.grants.push(
          grantOf({ principal: id, resource: 'org', permission: 'owner', level: 5, via: 'role' }, { sections: OWNERS }),
        );
    });
  }
  readAccounts(building, 'outside_collaborators', 'outside');
  readSecondFactors(building);
  readActivity(building);
  readOwners(building);
}

const OWNERS = ['admins'];
const TEAMS = ['teams'];
const MEMBERS_OF_TEAMS = ['team_members', 'teams'];

function readAccounts(
  building: GithubBuilding,
  section: GithubSection,
  standing: Principal['standing'],
  found: (person: Principal) => void = () => {},
): void {
  const seen = new Set<string>();
  for (const { value, position } of building.rows(section)) {
    const person = accountOf(building, value, section, position);
    if (person === null || seen.has(person.id)) continue;
    seen.add(person.id);
    // Who is a member is no outsider, whatever another list says.
    if (person.standing !== 'member') building.principals.set(person.id, { ...person, standing });
    found(person);
  }
}

/** The account of a row, made when it is new; null, and said, where the row names none. */
export function accountOf(
  building: GithubBuilding,
  row: Json,
  section: GithubSection,
  position: string,
): Principal | null {
  const number = idOf(row.id);
  const login = nameOf(row.login);
  if (number === null || login === null) {
    building.skip(section, position, number === null ? 'no id' : 'no login');
    return null;
  }
  const id = `user:${number}`;
  const known = building.principals.get(id);
  if (known !== undefined) return known;
  if (!building.learnLogin(login, id)) {
    building.skip(section, position, `another account has the login ${login} too, or in another case`);
    return null;
  }
  const person = principalOf(isBot(row, login) ? 'bot' : 'human', id, login, { sections: [section] });
  building.principals.set(id, person);
  return person;
}

const isBot = ({ type }: Json, login: string): boolean =>
  type === 'Bot' || /\[bot\]$|(?:^|[-_])(?:bot|ci|svc|service|automation|robot)(?:$|[-_])/i.test(login);

/** From GraphQL, member by member, where null says that the caller may not see it; or from the list of those without. */
function readSecondFactors(building: GithubBuilding): void {
  for (const { value, position } of building.rows('members_mfa')) {
    const node = asRecord(value.node ?? value);
    const number = idOf(node.databaseId ?? node.id);
    const login = asString(node.login);
    const id = number === null ? (login === null ? null : building.byLogin(login)) : `user:${number}`;
    const person = id === null ? undefined : building.principals.get(id);
    if (person === undefined) {
      building.skip('members_mfa', position, 'not a member whom another section names');
      continue;
    }
    const { hasTwoFactorEnabled } = value;
    if (typeof hasTwoFactorEnabled === 'boolean')
      building.principals.set(person.id, { ...person, twoFactor: hasTwoFactorEnabled });
  }
  if (!building.isRead('members_without_2fa')) return;
  const without = new Set<string>();
  for (const { value, position } of building.rows('members_without_2fa')) {
    const person = accountOf(building, value, 'members_without_2fa', position);
    if (person !== null) without.add(person.id);
  }
  const isWhole = building.isWhole('members_without_2fa');
  for (const person of building.principals.values()) {
    if (person.standing !== 'member' || person.twoFactor !== null) continue;
    const twoFactor = without.has(person.id) ? false : isWhole ? true : null;
    building.principals.set(person.id, { ...person, twoFactor });
  }
}

/** How far back a list of events must reach before silence in it says something. */
const REACHES = 90 * 86_400_000;

/** Events of the audit log; or for each person that was asked for, `{actor, data: []}`, what it has of them. */
function readActivity(building: GithubBuilding): void {
  const last = new Map<string, Seen>();
  let oldest = Number.POSITIVE_INFINITY;
  for (const { value, position } of building.rows('audit_log')) {
    const login = asString(value.actor);
    const id = login === null ? null : building.byLogin(login);
    if (Array.isArray(value.data)) {
      const times = value.data.map((event) => timeOf(asRecord(event))).filter((at) => at !== null);
      if (id !== null) last.set(id, latest(times) ?? 'never');
      continue;
    }
    const at = timeOf(value);
    if (at === null) {
      building.skip('audit_log', position, login === null ? 'no actor' : 'no time');
      continue;
    }
    oldest = Math.min(oldest, at.getTime());
    const known = id === null ? undefined : last.get(id);
    if (id !== null && !(known instanceof Date && known > at)) last.set(id, at);
  }
  const reaches = Date.parse(building.document.collectedAt) - oldest >= REACHES && building.isWhole('audit_log');
  for (const person of building.principals.values()) {
    const lastActiveAt = last.get(person.id) ?? (reaches ? 'never' : null);
    if (lastActiveAt !== null) building.principals.set(person.id, { ...person, lastActiveAt });
  }
}

const latest = (times: readonly Date[]): Date | null =>
  times.reduce<Date | null>((found, at) => (found === null || at > found ? at : found), null);

/** The audit log has milliseconds since 1970. */
function timeOf(event: Json): Date | null {
  const at = event['@timestamp'] ?? event.created_at;
  if (typeof at !== 'number') return dateOf(at);
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** Who answers for which machine account, as the organization itself says. */
function readOwners(building: GithubBuilding): void {
  for (const { value, position } of building.rows('owners')) {
    const login = asString(value.account);
    const id = login === null ? null : building.byLogin(login);
    if (id === null)
      building.skip('owners', position, login === null ? 'no account' : 'not an account of the organization');
    else building.controls.push({ kind: 'owner_of', resource: id, owner: nameOf(value.owner) });
  }
}

/** Who appears somewhere and is in no list of people left: known only where these lists are whole. */
export function settleStanding(building: GithubBuilding): void {
  const isKnown = building.isWhole('members') && building.isWhole('outside_collaborators');
  if (!isKnown) return;
  for (const person of building.principals.values()) {
    if (person.id.startsWith('user:') && person.standing === null)
      building.principals.set(person.id, { ...person, standing: 'gone' });
  }
}

/** Teams in teams, and who is in them. */
export function readTeams(building: GithubBuilding): void {
  for (const { value, position } of building.rows('teams')) {
    const number = idOf(value.id);
    const slug = nameOf(value.slug);
    if (number === null || slug === null) {
      building.skip('teams', position, number === null ? 'no id' : 'no slug');
      continue;
    }
    const id = `team:${number}`;
    building.addOnce(building.principals, principalOf('group', id, slug, { sections: TEAMS }), 'teams', position);
    building.learnTeam(slug, id);
    const parent = idOf(asRecord(value.parent).id);
    if (parent !== null) building.memberships.push({ member: id, group: `team:${parent}`, sections: TEAMS });
  }
  eachTeam(building, 'team_members', (team, row, position) => {
    const person = accountOf(building, row, 'team_members', position);
    if (person !== null) building.memberships.push({ member: person.id, group: team, sections: MEMBERS_OF_TEAMS });
  });
}

/** Hands on the rows of each team's answer. */
export function eachTeam(
  building: GithubBuilding,
  section: 'team_members' | 'team_repositories',
  read: (team: string, row: Json, position: string) => void,
): void {
  for (const { value, position } of building.rows(section)) {
    const slug = asString(value.team);
    const team = slug === null ? null : building.byTeam(slug);
    if (team === null || !Array.isArray(value.data)) {
      const failure = failureOf(value) ?? 'no list';
      building.skip(section, position, team === null ? 'not a team of the section teams' : failure);
      continue;
    }
    for (const [index, row] of value.data.entries()) read(team, asRecord(row), `${position}.data[${index}]`);
  }
}
