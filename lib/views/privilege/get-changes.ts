import { z } from 'zod';
import { type ListedChange, listChanges, listDifferences } from '#db/queries/privilege-changes.ts';
import type { Context } from '#lib/context.ts';
import type { ChangeListParams, ChangeListView } from '#lib/contracts/privilege.ts';
import { wayOf } from '#lib/domain/privilege/history/change.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { changeViews } from './change-views.ts';
import { placeOf, type Systems, systemsOf } from './systems-of.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt, cursorInt]);

/**
 * What changed in who may do what: what each snapshot showed, or what is different between two of one system. Never drawn from
 * what was not told. @throws Fault not_found for a system, invalid_input for numbers without one
 */
export async function getChanges(ctx: Context, params: ChangeListParams): Promise<ChangeListView> {
  permit(ctx, 'finding:read', 'repositories');
  const list = params.from === undefined ? 'changes' : 'differences';
  const key = decodeCursor(list, KEY, params.cursor);
  const after = key && { at: key[0], repoId: key[1], snapshot: key[2], number: key[3] };
  const page = { after, limit: params.limit + 1 };
  const systems = await systemsOf(ctx, params);
  const rows = await rowsOf(ctx, params, systems, page);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(list, [last.key, last.repoId, last.snapshot, last.number]),
  );
  return { items: await changeViews(ctx, items, systems), next_cursor: next };
}

async function rowsOf(
  ctx: Context,
  { from, to, since, admin, way, principal: id }: ChangeListParams,
  systems: Systems,
  page: Parameters<typeof listChanges>[3],
): Promise<ListedChange[]> {
  const principal = placeOf('principal', id, systems);
  const isAdmin = admin === undefined ? null : admin === 'true';
  if (from === undefined) {
    if (to !== undefined) throw fieldFault('from', 'must be given where to is');
    const filter = {
      repoIds: principal === null ? systems.ids : [principal.repoId],
      since: since === undefined ? null : new Date(since),
      admin: isAdmin,
      ways: way ?? null,
      principal: principal?.number ?? null,
    };
    return listChanges(ctx.readSql, ctx, filter, page);
  }
  const [system] = systems.list;
  if (system === undefined || systems.list.length > 1)
    throw fieldFault('system', 'must name one system where from is given');
  const last = to ?? system.number;
  if (last < from) throw fieldFault('to', 'must not be below from');
  const scope = { orgId: ctx.orgId, repoId: system.repoId };
  const between = { from, to: last, admin: isAdmin, principal: principal?.number ?? null };
  const rows = await listDifferences(ctx.readSql, scope, between, page);
  const shown = rows.map((row) => ({ ...row, way: wayOf(row) ?? row.way }));
  return way === undefined ? shown : shown.filter((row) => way.includes(row.way));
}

const fieldFault = (path: string, message: string): Fault =>
  new Fault('invalid_input', `${path} ${message}.`, { fields: [{ path, message }] });
