import { z } from 'zod';
import { countResources, listResources } from '#db/queries/privilege-resources.ts';
import type { Context } from '#lib/context.ts';
import type { ResourceListParams, ResourceListView } from '#lib/contracts/privilege.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';
import { askedTotal } from './asked-total.ts';
import { likePatterns } from './like-patterns.ts';
import { resourceNames } from './names-of.ts';
import { settingsOf } from './settings-of.ts';
import { iso, productionOf, seenOf, unknownOf } from './shown.ts';
import { systemsOf } from './systems-of.ts';

const KEY = z.tuple([cursorText, cursorInt, cursorInt]);
const LIST = 'resources';

/** What rights are about, environments unless others are asked for, and what of it is production's and why. @throws Fault not_found for a system */
export async function getResources(ctx: Context, params: ResourceListParams): Promise<ResourceListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { kind: key[0], repoId: key[1], number: key[2] };
  const [systems, settings] = await Promise.all([systemsOf(ctx, params), settingsOf(ctx)]);
  const text = word(params.q);
  const patterns = likePatterns(settings.production);
  const production = params.production === undefined ? null : { patterns, is: params.production === 'true' };
  const filter = { repoIds: systems.ids, name: text === null ? null : holding(text), kinds: params.kind, production };
  const [rows, total] = await Promise.all([
    listResources(ctx.readSql, ctx, filter, { after, limit: params.limit + 1 }),
    askedTotal(params, (limit) => countResources(ctx.readSql, ctx, filter, limit)),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.kind, last.repoId, last.number]),
  );
  const parents = items.flatMap(({ repoId, parent }) => (parent === null ? [] : [{ repoId, number: parent }]));
  const nameOf = await resourceNames(ctx, parents);
  const shown = items.flatMap((row) => {
    const system = systems.byId.get(row.repoId);
    if (system === undefined) return [];
    return {
      ...{
        id: encodeId('resource', row),
        name: row.name,
        kind: row.kind,
        system: system.fullName,
        source: system.source,
      },
      external_id: row.externalId,
      parent: row.parent === null ? null : nameOf(row.repoId, row.parent),
      visibility: row.visibility,
      archived: row.archived,
      created_at: iso(row.createdAt),
      renewed_at: iso(row.updatedAt),
      expires: seenOf(row.expiresAt, row.expiresTold),
      last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
      production: productionOf(row.kind, row.name, settings),
      controls: controlsOf(row.detail),
      ...unknownOf(row),
      as_of: system.collectedAt.toISOString(),
    };
  });
  return { items: shown, next_cursor: next, ...total };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function controlsOf({ controls }: Record<string, unknown>): Record<string, Record<string, unknown>> {
  const entries = isRecord(controls) ? Object.entries(controls) : [];
  return Object.fromEntries(entries.flatMap(([name, settings]) => (isRecord(settings) ? [[name, settings]] : [])));
}
