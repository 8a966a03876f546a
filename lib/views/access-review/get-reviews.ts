import { z } from 'zod';
import { countWaiting, findReviewsOf, listReviews } from '#db/queries/access-reviews-read.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewListParams, ReviewListView } from '#lib/contracts/access-review.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { reviewViews } from './review-views.ts';
import { mineOf, type Sight, sightOf } from './sight.ts';

const KEY = z.tuple([cursorInt]);
const LIST = 'access-reviews';

/** Access reviews, the newest first: all of them, or those in which the caller is asked about something. */
export async function getReviews(ctx: Context, params: ReviewListParams): Promise<ReviewListView> {
  permit(ctx, 'review:decide', 'organization');
  const sight = await sightOf(ctx);
  const key = decodeCursor(LIST, KEY, params.cursor);
  const states = params.state !== undefined && params.state.length > 0 ? params.state : null;
  const ids = await idsOf(ctx, sight, params.mine);
  const page = { before: key?.[0] ?? null, limit: params.limit + 1 };
  const rows = await listReviews(ctx.sql, ctx, { states, ids }, page);
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(LIST, [last.id]));
  return { items: await reviewViews(ctx, items, sight), next_cursor: next };
}

/** Null: all of them. */
async function idsOf(ctx: Context, sight: Sight, mine: ReviewListParams['mine']): Promise<number[] | null> {
  if (mine === 'true') return [...(await countWaiting(ctx.sql, ctx, mineOf(sight))).keys()];
  return sight.all ? null : findReviewsOf(ctx.sql, ctx, mineOf(sight));
}
