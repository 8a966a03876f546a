import { eachGrant, eachMembership, eachPrincipal, eachResource } from '#db/queries/privilege-graph.ts';
import type { PrivilegeSystem } from '#db/queries/privilege-systems.ts';
import type { Context } from '#lib/context.ts';
import {
  CONTAINS,
  edgeOf,
  type GraphEdge,
  type GraphNode,
  known,
  levelName,
  MEMBER_OF,
  principalKinds,
  resourceKinds,
  rightKind,
} from '#lib/domain/privilege/graph/open-graph.ts';
import type { PrivilegeSettings } from '#lib/domain/privilege/settings.ts';
import { encodeId } from '#lib/ids.ts';
import { iso, productionOf, seenOf } from '#lib/views/privilege/shown.ts';

export type GraphItem = { node: GraphNode } | { edge: GraphEdge };

/** All nodes of these systems, then all edges between them. */
export async function* graphPages(
  ctx: Context,
  systems: readonly PrivilegeSystem[],
  settings: PrivilegeSettings,
): AsyncGenerator<GraphItem[]> {
  for (const system of systems) yield* nodesOf(ctx, system, settings);
  for (const system of systems) yield* edgesOf(ctx, system);
}

/** Ids of one installation: those of the API. */
const idOf = (kind: 'principal' | 'resource', repoId: number, number: number): string =>
  encodeId(kind, { repoId, number });

async function* nodesOf(
  { readSql, orgId }: Context,
  { repoId, fullName, source, collectedAt }: PrivilegeSystem,
  settings: PrivilegeSettings,
): AsyncGenerator<GraphItem[]> {
  const scope = { orgId, repoId };
  const of = { system: fullName, source, as_of: collectedAt.toISOString() };
  for await (const rows of eachPrincipal(readSql, scope)) {
    yield rows.map((row) => ({
      node: {
        id: idOf('principal', repoId, row.number),
        kinds: principalKinds(row.kind),
        properties: known({
          ...{ name: row.name, displayname: row.name, external_id: row.externalId, kind: row.kind, ...of },
          ...{ owner: row.owner, standing: row.standing, suspended: row.suspended, two_factor: row.twoFactor },
          ...{ level: row.level, level_name: levelName(row.level), rights: row.rights },
          ...{ created_at: iso(row.createdAt), expires: seenOf(row.expiresAt, row.expiresTold) },
          last_active: seenOf(row.lastActiveAt, row.lastActiveTold),
          unknown: row.unknownSince !== null,
        }),
      },
    }));
  }
  for await (const rows of eachResource(readSql, scope)) {
    yield rows.map((row) => {
      const production = productionOf(row.kind, row.name, settings);
      return {
        node: {
          id: idOf('resource', repoId, row.number),
          kinds: resourceKinds(row.kind),
          properties: known({
            ...{ name: row.name, displayname: row.name, external_id: row.externalId, kind: row.kind, ...of },
            ...{ visibility: row.visibility, archived: row.archived },
            ...{ production: production !== null, production_pattern: production },
            ...{ created_at: iso(row.createdAt), renewed_at: iso(row.updatedAt) },
            expires: seenOf(row.expiresAt, row.expiresTold),
            last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
            unknown: row.unknownSince !== null,
          }),
        },
      };
    });
  }
}

async function* edgesOf({ readSql, orgId }: Context, { repoId }: PrivilegeSystem): AsyncGenerator<GraphItem[]> {
  const scope = { orgId, repoId };
  const principal = (number: number): string => idOf('principal', repoId, number);
  const resource = (number: number): string => idOf('resource', repoId, number);
  for await (const rows of eachMembership(readSql, scope)) {
    yield rows.map(({ member, groupNumber, unknownSince }) => ({
      edge: edgeOf(MEMBER_OF, principal(member), principal(groupNumber), { unknown: unknownSince !== null }),
    }));
  }
  for await (const rows of eachResource(readSql, scope)) {
    yield rows.flatMap(({ number, parent, unknownSince }) =>
      parent === null
        ? []
        : [{ edge: edgeOf(CONTAINS, resource(parent), resource(number), { unknown: unknownSince !== null }) }],
    );
  }
  for await (const rows of eachGrant(readSql, scope)) {
    yield rows.map((row) => ({
      edge: edgeOf(
        rightKind(row.level),
        principal(row.principal),
        resource(row.resource),
        known({
          ...{ permission: row.permission, via: row.via, level: row.level, unknown: row.unknownSince !== null },
          expires: seenOf(row.expiresAt, row.expiresTold),
          last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
        }),
      ),
    }));
  }
}
