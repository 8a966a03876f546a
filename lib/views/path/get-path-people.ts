import { z } from 'zod';
import { listPathPeople, type PathPerson } from '#db/queries/path-people.ts';
import { findPath } from '#db/queries/paths-read.ts';
import type { Context } from '#lib/context.ts';
import type { PathPeopleParams, PathPeopleView } from '#lib/contracts/path.ts';
import { PRINCIPAL_KINDS } from '#lib/domain/privilege/access/roster.ts';
import { decodeId, encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { seenOf } from '#lib/views/privilege/shown.ts';

const KEY = z.tuple([cursorInt]);

/** Everybody who goes a path, alone or with help, with when each was last seen in its system. @throws Fault not_found */
export async function getPathPeople(
  ctx: Context,
  { id, reach, cursor, limit }: PathPeopleParams & { id: string },
): Promise<PathPeopleView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeId('path', id);
  const found = key && (await findPath(ctx.readSql, ctx.readScope, key));
  const path = permit(ctx, 'finding:read', { what: 'path', row: found });
  const list = `path-people:${id}:${reach}`;
  const [after = 0] = decodeCursor(list, KEY, cursor) ?? [];
  const set = reach === 'alone' ? path.aloneSet : path.helpedSet;
  const rows = await listPathPeople(ctx.readSql, path, { set, after, limit: limit + 1 });
  const { items, next } = pageOf(rows, limit, ({ place }) => encodeCursor(list, [place]));
  return { items: items.map((row) => viewOf(row, path.repoId)), next_cursor: next };
}

function viewOf({ key, number, name, lastActiveAt, lastActiveTold }: PathPerson, repoId: number) {
  const kind = PRINCIPAL_KINDS.find((each) => key === each || key.startsWith(`${each}:`)) ?? 'unlisted';
  return {
    ...{ key, kind, name: name ?? NAMELESS[kind] ?? key.slice(kind.length + 1) },
    principal: number === null ? null : encodeId('principal', { repoId, number }),
    last_active: seenOf(lastActiveAt, lastActiveTold),
  };
}

/** Of those who have no id. */
const NAMELESS: Readonly<Record<string, string>> = {
  unlisted: 'somebody who is not listed',
  outsider: 'anybody outside of the organization',
};
