import { findViewToChange, deleteView as removeView } from '#db/queries/saved-views.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { viewTarget } from './view-target.ts';

/** @throws Fault not_found; forbidden */
export async function deleteView(ctx: Context, id: number): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const { orgId, userId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    const view = await findViewToChange(tx, { orgId }, { id, userId });
    if (view === null) throw new Fault('not_found', 'There is no such view.');
    const shared = view.ownerId === null;
    permit(ctx, shared ? 'view:share' : 'account:write', 'organization');
    await removeView(tx, { orgId }, id);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'view.deleted',
      target: viewTarget(view),
      detail: { shared, search: view.search },
    });
  });
}
