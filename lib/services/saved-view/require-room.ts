import type { Transaction } from '#db/client.ts';
import { countViews, type SavedView } from '#db/queries/saved-views.ts';
import { MOST_OWN_VIEWS, MOST_SHARED_VIEWS } from '#lib/domain/saved-view/saved-view.ts';
import { Fault } from '#lib/errors.ts';

/** @throws Fault conflict when there are as many views of this kind as there can be */
export async function requireRoom(
  tx: Transaction,
  orgId: number,
  view: Pick<SavedView, 'screen' | 'ownerId'>,
): Promise<void> {
  const most = view.ownerId === null ? MOST_SHARED_VIEWS : MOST_OWN_VIEWS;
  if ((await countViews(tx, { orgId }, view)) < most) return;
  const whose = view.ownerId === null ? 'The organization shares' : 'You keep';
  throw new Fault('conflict', `${whose} ${most} views already, the most there can be: delete one first.`);
}
