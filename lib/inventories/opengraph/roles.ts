import type { Level } from '#lib/domain/privilege/inventory.ts';
import { asString } from '#lib/scanners/shared/text.ts';
import { grantOf } from '../shared/values.ts';
import type { OpengraphBuilding } from './building.ts';
import { bare } from './kinds.ts';
import type { Node } from './nodes.ts';

export interface Edge {
  kind: string;
  start: Node;
  end: Node;
}

const LEVELS: Readonly<Record<string, Level>> = { read: 1, triage: 2, write: 3, maintain: 4, admin: 5 };
const DEEPEST = 20;

/** Roles are no principals here: who holds one, through whatever roles it stands on, has the right at its end. */
export function readRoles(building: OpengraphBuilding, edges: readonly Edge[]): void {
  const bases = new Map<string, Node[]>();
  for (const { kind, start, end } of edges) {
    if (kind === 'HasBaseRole') bases.set(start.id, [...(bases.get(start.id) ?? []), end]);
  }
  const teams = new Map<string, Node>();
  for (const { kind, start, end } of edges) {
    if (kind === 'MemberOf' && isKind(start, 'TeamRole') && isKind(end, 'Team')) teams.set(start.id, end);
    if (kind === 'MemberOf' && isKind(start, 'Team') && isKind(end, 'Team')) join(building, start, end);
    if (kind === 'HasMember' && isKind(start, 'Team') && isKind(end, 'User')) join(building, end, start);
  }
  const given = new Set<string>();
  for (const { kind, start, end } of edges) {
    const principal = building.idOf(start);
    if (kind !== 'HasRole' || principal === null) continue;
    const team = teams.get(end.id);
    if (team !== undefined) {
      join(building, start, team);
      continue;
    }
    for (const role of rolesBelow(end, bases)) {
      const right = rightOf(building, role);
      if (right === null) continue;
      const key = JSON.stringify([principal, right.resource, right.permission]);
      if (given.has(key)) continue;
      given.add(key);
      const via = right.resource === 'org' ? 'role' : isKind(start, 'Team') ? 'team' : 'direct';
      // What owners and members have everywhere comes from one role or setting, and is said once.
      if (right.resource !== 'org' && isForEverybody(end)) continue;
      building.grants.push(
        grantOf(
          { principal, ...right, via },
          { sections: right.resource === 'org' ? ['admins'] : ['members', 'repositories'] },
        ),
      );
    }
  }
}

const isKind = ({ kinds }: Node, wanted: string): boolean => kinds.some((kind) => bare(kind) === wanted);

const isForEverybody = (role: Node): boolean =>
  isKind(role, 'OrgRole') && ['owners', 'members'].includes(String(role.properties.short_name).toLowerCase());

function join(building: OpengraphBuilding, member: Node, group: Node): void {
  const [from, into] = [building.idOf(member), building.idOf(group)];
  if (from !== null && into !== null)
    building.memberships.push({ member: from, group: into, sections: ['members', 'teams'] });
}

/** The role itself and all that it stands on; a circle of roles ends where it began. */
function rolesBelow(role: Node, bases: ReadonlyMap<string, readonly Node[]>): Node[] {
  const found = new Map([[role.id, role]]);
  let open = [role];
  for (let depth = 0; depth < DEEPEST && open.length > 0; depth += 1) {
    open = open.flatMap(({ id }) => bases.get(id) ?? []).filter(({ id }) => !found.has(id));
    for (const each of open) found.set(each.id, each);
  }
  return [...found.values()];
}

function rightOf(
  building: OpengraphBuilding,
  role: Node,
): { resource: string; permission: string; level: Level } | null {
  const name = asString(role.properties.short_name)?.toLowerCase() ?? null;
  if (name === null) return null;
  if (isKind(role, 'OrgRole')) {
    const level: Level = name === 'owners' || name === 'all_repo_admin' ? 5 : 1;
    return name === 'owners' ? { resource: 'org', permission: 'owner', level } : null;
  }
  const level = Object.hasOwn(LEVELS, name) ? LEVELS[name] : undefined;
  const resource = building.byNative(asString(role.properties.repository_id));
  return level === undefined || resource === null ? null : { resource, permission: name, level };
}
