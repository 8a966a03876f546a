import { revokeToken as markRevoked } from '#db/queries/tokens.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';

/**
 * Revokes a token at once; revoking it again changes nothing.
 * @throws Fault `forbidden`; `not_found` when the organization has no such token
 */
export async function revokeToken(ctx: Context, id: number): Promise<void> {
  permit(ctx, 'token:write', 'organization');
  const found = await inTransaction(ctx.sql, async (tx) => {
    const token = await markRevoked(tx, { orgId: ctx.orgId }, id, ctx.now());
    if (!token?.changed) return token !== null;
    const target = { kind: 'token', id: String(id), name: token.name } as const;
    await writeAudit(tx, auditSource(ctx), { verb: 'token.revoked', target, detail: { kind: token.kind } });
    return true;
  });
  if (!found) throw new Fault('not_found', 'There is no such token. `GET /api/v1/tokens` lists those that there are.');
}
