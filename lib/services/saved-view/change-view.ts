import { lockOrganization } from '#db/queries/organizations.ts';
import { findViewToChange, isViewTaken, type SavedView, updateView } from '#db/queries/saved-views.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { ViewChange } from '#lib/contracts/saved-view.ts';
import type { AuditDetail } from '#lib/domain/audit/entry.ts';
import { viewSlug } from '#lib/domain/saved-view/view-slug.ts';
import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { taken } from './create-view.ts';
import { requireRoom } from './require-room.ts';
import { requireSearch } from './require-search.ts';
import { viewTarget } from './view-target.ts';

/**
 * Gives a view another name or other parameters, shares it, or takes it back for the caller alone.
 * @throws Fault not_found; forbidden; invalid_input; conflict for a name that is taken
 */
export async function changeView(ctx: Context, id: number, change: ViewChange): Promise<void> {
  permit(ctx, 'finding:read', 'repositories');
  const { orgId, userId } = ctx;
  await inTransaction(ctx.sql, async (tx) => {
    await lockOrganization(tx, orgId);
    const before = await findViewToChange(tx, { orgId }, { id, userId });
    if (before === null) throw new Fault('not_found', 'There is no such view.');
    const wasShared = before.ownerId === null;
    const { shared = wasShared, name = before.name } = change;
    permit(ctx, wasShared || shared ? 'view:share' : 'account:write', 'organization');
    if (!shared && userId === null) throw new Fault('forbidden', 'Only a person keeps views of their own.');
    const ownerId = shared ? null : (before.ownerId ?? userId);
    const search = change.search === undefined ? before.search : requireSearch(before.screen, change.search);
    const slug = viewSlug(name);
    const after: SavedView = { ...before, ownerId, name, slug, search, changedBy: userId, changedAt: ctx.now() };
    const detail = detailOf(before, after);
    if (detail === null) return;
    if (await isViewTaken(tx, { orgId }, after)) throw taken(name, shared);
    if (before.ownerId !== ownerId) await requireRoom(tx, orgId, after);
    await updateView(tx, { orgId }, after);
    await writeAudit(tx, auditSource(ctx), { verb: 'view.changed', target: viewTarget(after), detail });
  });
}

/** What is other than before; null: nothing. */
function detailOf(before: SavedView, after: SavedView): AuditDetail | null {
  const detail = {
    ...(before.name === after.name ? {} : { from: before.name, to: after.name }),
    ...(before.search === after.search ? {} : { search_before: before.search, search: after.search }),
    ...(before.ownerId === after.ownerId ? {} : { shared: after.ownerId === null }),
  };
  return Object.keys(detail).length === 0 ? null : detail;
}
