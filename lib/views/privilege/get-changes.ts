import { z } from 'zod';
import {
  type ChangeFilter,
  countChanges,
  type ListedChange,
  listChanges,
  listDifferences,
} from '#db/queries/privilege-changes.ts';
import { findOldestKept } from '#db/queries/privilege-retention.ts';
import type { Context } from '#lib/context.ts';
import type { ChangeListParams, ChangeListView } from '#lib/contracts/privilege.ts';
import { wayOf } from '#lib/domain/privilege/history/change.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { askedTotal } from './asked-total.ts';
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
  const [rows, total] = await Promise.all([
    rowsOf(ctx, params, systems, page),
    params.from === undefined
      ? askedTotal(params, (limit) => countChanges(ctx.readSql, ctx, filterOf(params, systems), limit))
      : {},
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(list, [last.key, last.repoId, last.snapshot, last.number]),
  );
  return { items: await changeViews(ctx, items, systems), next_cursor: next, ...total };
}

/** The change whose consequences are asked for. @throws Fault invalid_input where it is not said of which snapshot */
function causeOf({ cause, snapshot, from }: ChangeListParams, { list }: Systems): ChangeFilter['cause'] {
  if (cause === undefined) return null;
  const [system] = list;
  if (from !== undefined) throw fieldFault('cause', 'must be left out where from is given');
  if (snapshot === undefined) throw fieldFault('snapshot', 'must be given where cause is');
  if (system === undefined || list.length > 1) throw fieldFault('system', 'must name one system where cause is given');
  return { repoId: system.repoId, snapshot, number: cause };
}

function filterOf(params: ChangeListParams, systems: Systems): ChangeFilter {
  const { since, admin, way, principal: id, grouped } = params;
  const principal = placeOf('principal', id, systems);
  return {
    repoIds: principal === null ? systems.ids : [principal.repoId],
    since: since === undefined ? null : new Date(since),
    admin: admin === undefined ? null : admin === 'true',
    ways: way ?? null,
    principal: principal?.number ?? null,
    ...{ grouped: grouped === 'true', cause: causeOf(params, systems) },
  };
}

async function rowsOf(
  ctx: Context,
  params: ChangeListParams,
  systems: Systems,
  page: Parameters<typeof listChanges>[3],
): Promise<ListedChange[]> {
  const { from, to, way } = params;
  const filter = filterOf(params, systems);
  if (from === undefined) {
    if (to !== undefined) throw fieldFault('from', 'must be given where to is');
    return listChanges(ctx.readSql, ctx, filter, page);
  }
  const [system] = systems.list;
  if (system === undefined || systems.list.length > 1)
    throw fieldFault('system', 'must name one system where from is given');
  const last = to ?? system.number;
  if (last < from) throw fieldFault('to', 'must not be below from');
  const scope = { orgId: ctx.orgId, repoId: system.repoId };
  const oldest = await findOldestKept(ctx.readSql, scope);
  if (oldest !== null && from > 0 && from < oldest)
    throw fieldFault(
      'from',
      `is of a snapshot that the retention policy removed; the oldest that is kept is ${oldest}`,
    );
  const between = { from, to: last, admin: filter.admin, principal: filter.principal };
  const rows = await listDifferences(ctx.readSql, scope, between, page);
  const shown = rows.map((row) => ({ ...row, way: wayOf(row) ?? row.way }));
  return way === undefined ? shown : shown.filter((row) => way.includes(row.way));
}

const fieldFault = (path: string, message: string): Fault =>
  new Fault('invalid_input', `${path} ${message}.`, { fields: [{ path, message }] });
