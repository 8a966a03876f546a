import { isStatement, readPolicy, type Statement, statementsOf } from '#lib/domain/privilege/conjur/read-policy.ts';
import type { Level, PrincipalKind } from '#lib/domain/privilege/inventory.ts';
import { ReportError, type ReportSource } from '#lib/scanners/contract.ts';
import type { InventoryReader, ReadInventory } from '../contract.ts';
import { Building } from '../shared/building.ts';
import { readDocument } from '../shared/document.ts';
import { grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { type ConjurKind, KINDS, nameAt, namesIn, type Place, textsIn } from './names.ts';
import { CONJUR_SECTIONS } from './sections.ts';

/** The inventory of a Conjur server, from its policy: who may read which variable, and which jobs are which host. */
export const conjur: InventoryReader = { sections: CONJUR_SECTIONS, read };

type Conjur = Building<'policy'>;

async function read(source: ReportSource): Promise<ReadInventory> {
  const document = await readDocument(source, 'conjur', CONJUR_SECTIONS);
  const building: Conjur = new Building(document);
  building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
  const statements = readPolicy(building.text('policy') ?? '[]');
  if (!Array.isArray(statements)) {
    throw new ReportError(`not a policy: ${statements.message}`, `policy line ${statements.line}`);
  }
  for (const each of statements) declare(building, each, []);
  for (const each of statements) relate(building, each, []);
  return { inventory: building.inventory('conjur'), document, skipped: building.skipped };
}

/** First everything that there is: a policy may name what comes later. */
function declare(building: Conjur, statement: Statement, place: Place): void {
  const { tag, id, line } = statement;
  if (tag === 'policy') {
    const inside = id === null ? place : [...place, id];
    add(building, 'policy', nameAt('policy', null, inside), statement);
    for (const each of bodyOf(statement)) declare(building, each, inside);
    return;
  }
  const kind = KINDS.find((each) => each === tag);
  if (kind !== undefined) add(building, kind, nameAt(kind, id, place), statement);
  else if (tag === null || !RELATES.has(tag)) {
    building.skip('policy', `policy line ${line}`, tag === null ? 'a statement without a tag' : `!${tag} is not read`);
  }
}

const RELATES: ReadonlySet<string> = new Set(['grant', 'permit', 'revoke', 'deny', 'delete', 'host-factory']);

const bodyOf = ({ members, line }: Statement): Statement[] => statementsOf(members.get('body'), line);

const PRINCIPALS: Readonly<Partial<Record<ConjurKind, PrincipalKind>>> = {
  user: 'human',
  host: 'workload',
  group: 'group',
  layer: 'group',
  policy: 'group',
};

function add(building: Conjur, kind: ConjurKind, name: string, statement: Statement): void {
  const shown = nameOf(name.slice(name.indexOf(':') + 1)) ?? 'root';
  const principal = PRINCIPALS[kind];
  if (principal !== undefined && !building.principals.has(name)) {
    building.principals.set(name, principalOf(principal, name, shown, { standing: 'member' }));
  }
  if (kind === 'variable' && !building.resources.has(name)) {
    building.resources.set(name, resourceOf('secret', name, shown, { parent: 'org' }));
  }
  if (kind === 'policy' || kind === 'webservice') {
    building.resources.set(name, resourceOf('vault', name, shown, { parent: 'org' }));
  }
  if (kind === 'host') addTrust(building, name, shown, statement);
}

/** `authn-jwt/gitlab/project_path: acme/web` asks the token of a job for that claim. */
function addTrust(building: Conjur, host: string, shown: string, statement: Statement): void {
  const annotations = statement.members.get('annotations');
  if (!isStatement(annotations)) return;
  const services = new Map<string, Record<string, string[]>>();
  for (const [name, value] of annotations.members) {
    const match = /^authn-jwt\/([^/]{1,100})(?:\/(.{1,200}))?$/.exec(name);
    if (match === null || typeof value !== 'string') continue;
    const [, service = '', claim] = match;
    const claims = services.get(service) ?? {};
    services.set(service, claims);
    if (claim !== undefined) claims[claim] = [value];
  }
  if (services.size === 0) return;
  building.resources.set(host, resourceOf('cloud_role', host, shown, { parent: 'org' }));
  for (const [service, { sub, ...boundClaims }] of services) {
    building.controls.push({
      kind: 'trust',
      resource: host,
      trust: {
        cloud: 'vault',
        boundSubject: sub?.[0] ?? null,
        boundAudiences: [],
        boundClaims,
        // Conjur compares letter by letter.
        boundClaimsType: 'string',
      },
      issuers: [service],
      others: [],
    });
  }
}

/** Then who is in what, and who may do what. */
function relate(building: Conjur, statement: Statement, place: Place): void {
  const { tag, id, line } = statement;
  const position = `policy line ${line}`;
  if (tag === 'policy') {
    const inside = id === null ? place : [...place, id];
    for (const each of bodyOf(statement)) relate(building, each, inside);
  }
  if (tag === 'grant' || tag === 'revoke') {
    const groups = namesIn(statement, place, 'role', 'roles');
    const members = namesIn(statement, place, 'member', 'members');
    if (groups.length === 0 || members.length === 0)
      building.skip('policy', position, `!${tag} without role or member`);
    for (const group of groups) for (const member of members) join(building, tag, { member, group }, position);
  }
  if (tag === 'permit' || tag === 'deny') permit(building, statement, place, position);
  const kind = KINDS.find((each) => each === tag);
  if (kind !== undefined)
    own(
      building,
      statement,
      kind === 'policy' ? nameAt('policy', null, id === null ? place : [...place, id]) : nameAt(kind, id, place),
      place,
    );
}

function join(
  building: Conjur,
  tag: 'grant' | 'revoke',
  link: { member: string; group: string },
  position: string,
): void {
  if (!building.principals.has(link.member) || !building.principals.has(link.group)) {
    const missing = building.principals.has(link.member) ? link.group : link.member;
    building.skip('policy', position, `${nameOf(missing)} is not in the policy`);
    return;
  }
  const at = building.memberships.findIndex((each) => each.member === link.member && each.group === link.group);
  if (tag === 'grant' && at < 0) building.memberships.push(link);
  if (tag === 'revoke' && at >= 0) building.memberships.splice(at, 1);
}

const LEVELS: Readonly<Record<string, Level>> = {
  read: 1,
  execute: 3,
  update: 3,
  create: 4,
  delete: 4,
  authenticate: 1,
};

function permit(building: Conjur, statement: Statement, place: Place, position: string): void {
  const privileges = textsIn(statement, 'privilege', 'privileges').sort();
  const roles = namesIn(statement, place, 'role', 'roles');
  const resources = namesIn(statement, place, 'resource', 'resources');
  if (privileges.length === 0 || roles.length === 0 || resources.length === 0) {
    building.skip('policy', position, `!${statement.tag} without role, privilege or resource`);
    return;
  }
  for (const role of roles) {
    for (const resource of resources) {
      if (!building.principals.has(role) || !building.resources.has(resource)) {
        const missing = building.principals.has(role) ? resource : role;
        building.skip('policy', position, `${nameOf(missing)} is not in the policy`);
      } else give(building, statement.tag, role, resource, privileges);
    }
  }
}

function give(
  building: Conjur,
  tag: string | null,
  role: string,
  resource: string,
  privileges: readonly string[],
): void {
  if (tag === 'deny') {
    const left = building.grants.filter(
      (each) => each.principal !== role || each.resource !== resource || !privileges.includes(each.permission),
    );
    building.grants.splice(0, building.grants.length, ...left);
    return;
  }
  const level = privileges.reduce<Level>((most, each) => {
    const own = LEVELS[each] ?? 1;
    return own > most ? own : most;
  }, 1);
  const permission = nameOf(privileges.join(', ')) ?? 'read';
  building.grants.push(grantOf({ principal: role, resource, permission, level, via: 'policy' }));
}

/** Who owns something may do everything with it. */
function own(building: Conjur, statement: Statement, name: string, place: Place): void {
  if (!building.resources.has(name)) return;
  for (const owner of namesIn(statement, place, 'owner')) {
    if (!building.principals.has(owner)) continue;
    building.grants.push(grantOf({ principal: owner, resource: name, permission: 'owner', level: 5, via: 'role' }));
  }
}
