import { listLiveSessions } from '#db/queries/sessions.ts';
import type { Context } from '#lib/context.ts';
import type { SessionListView } from '#lib/contracts/user.ts';
import { sessionHandle } from '#lib/domain/access/session-handle.ts';
import { permit } from '#lib/permit.ts';

/** Where the caller is signed in, the newest first. `current`: id of the session that asks. */
export async function getSessions(ctx: Context, current: string | null): Promise<SessionListView> {
  permit(ctx, 'account:write', 'organization');
  const { orgId, userId } = ctx;
  const sessions = userId === null ? [] : await listLiveSessions(ctx.sql, { orgId }, userId, ctx.now());
  return {
    items: sessions.map(({ id, createdAt, expiresAt }) => ({
      id: sessionHandle(id),
      created_at: createdAt.toISOString(),
      expires_at: expiresAt.toISOString(),
      current: id === current,
    })),
  };
}
