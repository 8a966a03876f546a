import { type Comment, findComment } from '#db/queries/comments.ts';
import type { Context } from '#lib/context.ts';
import { decodeId } from '#lib/ids.ts';
import { type PermitRow, permit } from '#lib/permit.ts';

/** A comment on what the caller sees and works on. @throws Fault not_found, forbidden */
export async function requireComment(ctx: Context, id: string): Promise<Comment & PermitRow> {
  permit(ctx, 'finding:write', 'repositories');
  const key = decodeId('comment', id);
  const row = key && (await findComment(ctx.sql, { orgId: ctx.orgId, repoId: key.repoId }, key.number));
  return permit(ctx, 'finding:write', { what: 'comment', row });
}
