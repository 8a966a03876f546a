import { z } from 'zod';
import { listReviews, listUndone } from '#db/queries/access-reviews-read.ts';
import type { Context } from '#lib/context.ts';
import type { RevocationListView, RevocationParams } from '#lib/contracts/access-review-item.ts';
import { OVERDUE_DAYS } from '#lib/domain/access-review/verify.ts';
import { addDays } from '#lib/domain/time.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { reviewItems } from './review-items.ts';
import { sightOf } from './sight.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);
const LIST = 'revocations';

/** What reviews decided to take away and no inventory shows to be gone, the oldest decision first: work to be done. */
export async function getRevocations(ctx: Context, params: RevocationParams): Promise<RevocationListView> {
  permit(ctx, 'review:read', 'organization');
  const sight = await sightOf(ctx);
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { at: key[0], review: key[1], number: key[2] };
  const filter = {
    systems: params.system !== undefined && params.system.length > 0 ? params.system : null,
    decidedBefore: params.overdue === 'true' ? addDays(ctx.now(), -OVERDUE_DAYS) : null,
  };
  const rows = await listUndone(ctx.sql, ctx, filter, { after, limit: params.limit + 1 });
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.key, last.review, last.number]),
  );
  const ids = [...new Set(items.map(({ review }) => review))];
  const reviews = await listReviews(ctx.sql, ctx, { states: null, ids }, { before: null, limit: ids.length });
  const byId = new Map(reviews.map((review) => [review.id, review]));
  const views = await reviewItems(ctx, items, byId, sight);
  return {
    items: views.map((view) => ({ ...view, review_name: byId.get(view.review)?.name ?? '' })),
    next_cursor: next,
  };
}
