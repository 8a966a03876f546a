import { lockOrganization } from '#db/queries/organizations.ts';
import { insertView } from '#db/queries/saved-views.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { CreateViewBody } from '#lib/contracts/saved-view.ts';
import { viewSlug } from '#lib/domain/saved-view/view-slug.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireRoom } from './require-room.ts';
import { requireSearch } from './require-search.ts';
import { viewTarget } from './view-target.ts';

/**
 * Keeps the address of a screen under a name, for the caller or for the organization.
 * @returns its id
 * @throws Fault forbidden; invalid_input for parameters that the screen does not have; conflict for a name that is taken, or
 *   when there are too many
 */
export async function createView(ctx: Context, body: CreateViewBody): Promise<number> {
  permit(ctx, body.shared ? 'view:share' : 'account:write', 'organization');
  const { orgId, userId } = ctx;
  const { screen, name, shared } = body;
  const ownerId = shared ? null : userId;
  const search = requireSearch(screen, body.search);
  return inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    await requireRoom(tx, orgId, { screen, ownerId });
    const view = { screen, ownerId, slug: viewSlug(name), name, search, changedBy: userId, changedAt: ctx.now() };
    const id = await insertView(tx, { orgId }, view);
    if (id === null) throw taken(name, shared);
    await writeAudit(tx, auditSource(ctx), {
      verb: 'view.created',
      target: viewTarget({ id, name }),
      detail: { shared, search },
    });
    return id;
  });
}

/** What is said of a name that another view has. */
export function taken(name: string, shared: boolean): Fault {
  const message = `is taken: ${shared ? 'there is a shared view' : 'you have a view'} of this name`;
  return new Fault('conflict', `name: ${message}. Choose another name than ${name}, or replace that view.`, {
    fields: [{ path: 'name', message }],
  });
}
