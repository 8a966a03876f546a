import { z } from 'zod';
import type { Sql } from '#db/client.ts';
import { countPeople, findListedUser, type ListedUser, listPeople } from '#db/queries/people-list.ts';
import type { Context } from '#lib/context.ts';
import { type UserListParams, type UserListView, type UserRow, userRow } from '#lib/contracts/user.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorText, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { counterTotal } from '#lib/views/total.ts';

export interface UsersContext extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'now'> {
  sql: Sql;
}

/** Of a search, so many words count. */
const MOST_WORDS = 10;

function rowOf(user: ListedUser): UserRow {
  return userRow.parse({
    id: user.id,
    email: user.email,
    name: user.name,
    role: ROLES.find((known) => known === user.role) ?? null,
    state: user.disabledAt !== null ? 'disabled' : user.invited ? 'invited' : 'active',
    created_at: user.createdAt.toISOString(),
    disabled_at: user.disabledAt?.toISOString() ?? null,
    last_seen_at: user.lastSeenAt?.toISOString() ?? null,
    wanted_email: user.wantedEmail,
    wanted_email_at: user.wantedEmailAt?.toISOString() ?? null,
    tokens: user.tokens,
  });
}

/** People of the organization who were not removed, by name. From the primary: lists follow changes at once. */
export async function getUsers(ctx: UsersContext, params: UserListParams): Promise<UserListView> {
  permit(ctx, 'user:write', 'organization');
  const { sql, orgId } = ctx;
  const key = decodeCursor('people', z.tuple([cursorText, cursorInt]), params.cursor);
  const filter = {
    words: (word(params.q)?.split(/\s+/) ?? []).slice(0, MOST_WORDS),
    ...{ state: params.state ?? null, role: params.role ?? null, wantsEmail: params.wants_email },
  };
  const after = key && { sortName: key[0], id: key[1] };
  const [rows, counts] = await Promise.all([
    listPeople(sql, { orgId }, filter, { now: ctx.now(), after, limit: params.limit + 1 }),
    countPeople(sql, { orgId }, filter),
  ]);
  const { items, next } = pageOf(rows, params.limit, ({ sortName, id }) => encodeCursor('people', [sortName, id]));
  const { matching, wantsEmail, ...states } = counts;
  return {
    items: items.map(rowOf),
    next_cursor: next,
    total: counterTotal(matching),
    counts: { ...states, wants_email: wantsEmail },
  };
}

/** @throws Fault `not_found` */
export async function getUser(ctx: UsersContext, id: number): Promise<UserRow> {
  permit(ctx, 'user:write', 'organization');
  const user = await findListedUser(ctx.sql, { orgId: ctx.orgId }, id, ctx.now());
  if (user === null) throw new Fault('not_found', 'There is no such person.');
  return rowOf(user);
}
