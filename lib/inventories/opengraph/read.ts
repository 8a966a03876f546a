import { ReportError } from '#lib/scanners/contract.ts';
import { asString, oneLine } from '#lib/scanners/shared/text.ts';
import type { InventoryReader } from '../contract.ts';
import { readDocument } from '../shared/document.ts';
import { resourceOf } from '../shared/values.ts';
import { OpengraphBuilding } from './building.ts';
import { bare, FACTS, isComputed, isKnownEdge, isRead } from './kinds.ts';
import { Nodes } from './nodes.ts';
import { type Edge, readRoles } from './roles.ts';
import { OPENGRAPH_SECTIONS } from './sections.ts';
import { readThings } from './things.ts';

/** A GitHub organization as a collector of BloodHound drew it: its facts, and none of its conclusions. */
export const opengraph: InventoryReader = {
  sections: OPENGRAPH_SECTIONS,
  async read(source) {
    const document = await readDocument(source, 'opengraph', OPENGRAPH_SECTIONS);
    const building = new OpengraphBuilding(document);
    building.resources.set('org', resourceOf('org', 'org', document.scope, { sections: [] }));
    const nodes = readNodes(building);
    requireOrganization(building, nodes);
    readThings(building, nodes);
    const { edges, lost } = readEdges(building, nodes);
    readRoles(building, edges);
    deriveSections(building, nodes, lost);
    return { inventory: building.inventory('opengraph'), document, skipped: building.skipped };
  },
};

function readNodes(building: OpengraphBuilding): Nodes {
  const nodes = new Nodes();
  const strange = new Map<string, number>();
  for (const row of building.rows('opengraph')) {
    if (row.list !== 'nodes') continue;
    const problem = nodes.add(row);
    if (problem !== null) building.skip('opengraph', row.position, problem);
  }
  for (const { kinds } of nodes.all) {
    const [kind = ''] = kinds;
    if (!isRead(kinds)) strange.set(kind, (strange.get(kind) ?? 0) + 1);
  }
  for (const [kind, count] of strange) {
    building.skip('opengraph', 'graph.nodes', `nodes of the kind ${oneLine(kind, 60)} are not read: ${count}`);
  }
  return nodes;
}

/** The file of another organization is no picture of this one. */
function requireOrganization({ document }: OpengraphBuilding, nodes: Nodes): void {
  const names = nodes.of('GH_Organization', 'GHOrganization').map(({ properties }) => {
    return asString(properties.login) ?? asString(properties.name) ?? '';
  });
  if (names.length === 0 || names.some((name) => name.toLowerCase() === document.scope.toLowerCase())) return;
  throw new ReportError(
    `this is the graph of ${oneLine(names.join(', '), 200)}, and not of ${document.scope}`,
    'graph.nodes',
  );
}

/** Ends are looked for when every node of every file is known. `lost`: facts of which an end is not there. */
function readEdges(building: OpengraphBuilding, nodes: Nodes): { edges: Edge[]; lost: number } {
  const edges: Edge[] = [];
  const strange = new Map<string, number>();
  let lost = 0;
  for (const { value, position, list } of building.rows('opengraph')) {
    if (list !== 'edges') continue;
    const named = asString(value.kind);
    if (named === null) {
      building.skip('opengraph', position, 'no kind');
      continue;
    }
    const kind = bare(named);
    if (isComputed(kind) || !isKnownEdge(kind)) strange.set(named, (strange.get(named) ?? 0) + 1);
    if (isComputed(kind) || !isKnownEdge(kind)) continue;
    const [start, end] = [nodes.end(value.start), nodes.end(value.end)];
    if (start !== null && end !== null) edges.push({ kind, start, end });
    else {
      building.skip(
        'opengraph',
        position,
        `the ${start === null ? 'start' : 'end'} of this ${oneLine(named, 60)} is no node of the graph`,
      );
      if (FACTS.has(kind)) lost += 1;
    }
  }
  for (const [kind, count] of strange) {
    const reason = isComputed(bare(kind)) ? 'are conclusions of its collector, and not taken' : 'are not read';
    building.skip('opengraph', 'graph.edges', `edges of the kind ${oneLine(kind, 60)} ${reason}: ${count}`);
  }
  return { edges, lost };
}

function deriveSections(building: OpengraphBuilding, nodes: Nodes, lost: number): void {
  const count = (...kinds: string[]): number =>
    nodes.of(...kinds.flatMap((kind) => [`GH_${kind}`, `GH${kind}`])).length;
  const organization = count('Organization');
  for (const name of ['organization', 'actions_permissions', 'workflow_permissions'])
    building.derive(name, organization);
  const owners = building.grants.filter(({ resource, level }) => resource === 'org' && level === 5).length;
  building.derive('admins', owners, lost);
  building.derive('members', count('User'), lost);
  building.derive('teams', count('Team'), lost);
  building.derive('repositories', count('Repository'));
  building.derive('installations', count('AppInstallation'));
  building.derive('personal_access_tokens', count('PersonalAccessToken'));
}
