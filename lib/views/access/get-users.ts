import type { Sql } from '#db/client.ts';
import { type ListedUser, listUsers } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import { type UserListView, type UserRow, userRow } from '#lib/contracts/user.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

export interface UsersContext extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'now'> {
  sql: Sql;
}

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
    tokens: user.tokens,
  });
}

/** Everybody of the organization who was not removed, the oldest first. From the primary: lists follow changes at once. */
export async function getUsers(ctx: UsersContext): Promise<UserListView> {
  permit(ctx, 'user:write', 'organization');
  return { items: (await listUsers(ctx.sql, { orgId: ctx.orgId }, { now: ctx.now() })).map(rowOf) };
}

/** @throws Fault `not_found` */
export async function getUser(ctx: UsersContext, id: number): Promise<UserRow> {
  permit(ctx, 'user:write', 'organization');
  const [user] = await listUsers(ctx.sql, { orgId: ctx.orgId }, { now: ctx.now(), id });
  if (user === undefined) throw new Fault('not_found', 'There is no such person.');
  return rowOf(user);
}
