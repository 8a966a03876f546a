import { z } from 'zod';
import { listSnapshots } from '#db/queries/privilege-systems.ts';
import type { Context } from '#lib/context.ts';
import type { SnapshotListParams, SnapshotListView } from '#lib/contracts/privilege-snapshot.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { systemsOf } from './systems-of.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);
const LIST = 'snapshots';

/** Snapshots of the systems that the caller sees, the newest first. @throws Fault not_found for a system */
export async function getSnapshots(ctx: Context, params: SnapshotListParams): Promise<SnapshotListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], number: key[2] };
  const systems = await systemsOf(ctx, params);
  const page = { newest: params.newest === 'true', after, limit: params.limit + 1 };
  const rows = await listSnapshots(ctx.readSql, ctx, systems.list, page);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.key, last.repoId, last.number]),
  );
  const shown = items.map((row) => ({
    system: systems.byId.get(row.repoId)?.fullName ?? '',
    source: row.source,
    number: row.number,
    collected_at: row.collectedAt.toISOString(),
    upload: encodeId('upload', { repoId: row.repoId, number: row.upload }),
    reread: row.reread,
    ...{ principals: row.principals, memberships: row.memberships, resources: row.resources, grants: row.grants },
    ...{ unknown: row.unknown, dangling: row.dangling, changes: row.changes, sections: row.sections },
  }));
  return { items: shown, next_cursor: next };
}
