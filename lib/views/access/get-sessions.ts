import { listLiveSessions } from '#db/queries/sessions.ts';
import { findUser } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { SessionListView } from '#lib/contracts/user.ts';
import { sessionHandle } from '#lib/domain/access/session-handle.ts';
import { permit } from '#lib/permit.ts';

/** Where the caller is signed in, the newest first. `current`: id of the session that asks. */
export async function getSessions(ctx: Context, current: string | null): Promise<SessionListView> {
  permit(ctx, 'account:write', 'organization');
  const { orgId, userId } = ctx;
  const accountId = userId === null ? null : ((await findUser(ctx.sql, { orgId }, userId))?.accountId ?? null);
  const sessions = accountId === null ? [] : await listLiveSessions(ctx.systemSql, accountId, ctx.now());
  return {
    items: sessions.map(({ id, provider, secondStep, device, network, lastUsedAt, createdAt, expiresAt }) => ({
      id: sessionHandle(id),
      device,
      network,
      method: provider === null ? (secondStep ?? 'password') : 'provider',
      provider: provider === null ? null : (ctx.env.providers.find((one) => one.id === provider)?.name ?? provider),
      last_used_at: lastUsedAt?.toISOString() ?? null,
      created_at: createdAt.toISOString(),
      expires_at: expiresAt.toISOString(),
      current: id === current,
    })),
  };
}
