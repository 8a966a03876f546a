import { findListedToken, type ListedToken, listTokens } from '#db/queries/tokens.ts';
import type { Context } from '#lib/context.ts';
import { type TokenListView, type TokenRow, tokenRow } from '#lib/contracts/token.ts';
import { ROLES } from '#lib/domain/access/role.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

function rowOf(token: ListedToken): TokenRow {
  return tokenRow.parse({
    id: token.id,
    kind: token.kind,
    name: token.name,
    // A role that this version does not know gives no rights, and must not break the list.
    role: ROLES.find((known) => known === token.role) ?? null,
    repositories: token.repositoryScopes,
    pipelines: token.pipelines,
    scanners: token.scanners,
    hint: token.hint,
    created_at: text(token.createdAt),
    created_by: token.createdByName,
    expires_at: text(token.expiresAt),
    last_used_at: text(token.lastUsedAt),
    revoked_at: text(token.revokedAt),
  });
}

/** Every token of the organization, newest first, revoked ones included. */
export async function getTokens(ctx: Context): Promise<TokenListView> {
  permit(ctx, 'token:read', 'organization');
  return { items: (await listTokens(ctx.readSql, { orgId: ctx.orgId })).map(rowOf) };
}

/** @throws Fault `not_found` */
export async function getToken(ctx: Context, id: number): Promise<TokenRow> {
  permit(ctx, 'token:read', 'organization');
  // Read from the primary: a replica may not have a token that was just made.
  const token = await findListedToken(ctx.sql, { orgId: ctx.orgId }, id);
  if (token === null) throw new Fault('not_found', 'There is no such token.');
  return rowOf(token);
}
