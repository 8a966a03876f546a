import { z } from 'zod';
import { listReviewItems, type ReviewItemFilter } from '#db/queries/access-reviews-read.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewItemListView, ReviewItemParams } from '#lib/contracts/access-review-item.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';
import { reviewItems } from './review-items.ts';
import { isEscalatedTo, mineOf, requireReview, type Sight, sightOf } from './sight.ts';

const KEY = z.tuple([cursorInt]);

/** Rights of a review in its own order: all of them, or those that the caller is asked about. @throws Fault not_found */
export async function getReviewItems(ctx: Context, id: number, params: ReviewItemParams): Promise<ReviewItemListView> {
  permit(ctx, 'review:decide', 'organization');
  const sight = await sightOf(ctx);
  const review = await requireReview(ctx, sight, id);
  const list = `access-review ${id}`;
  const key = decodeCursor(list, KEY, params.cursor);
  const page = { after: key?.[0] ?? 0, limit: params.limit + 1 };
  const rows = await listReviewItems(ctx.sql, { orgId: ctx.orgId, review: id }, filterOf(params, review, sight), page);
  const { items, next } = pageOf(rows, params.limit, (last) => encodeCursor(list, [last.number]));
  return { items: await reviewItems(ctx, items, new Map([[id, review]]), sight), next_cursor: next };
}

function filterOf(params: ReviewItemParams, review: AccessReview, sight: Sight): ReviewItemFilter {
  const text = word(params.q);
  const some = <T>(list: readonly T[] | undefined): readonly T[] | null =>
    list === undefined || list.length === 0 ? null : list;
  const seesAll = sight.all || isEscalatedTo(review, sight);
  return {
    name: text === null ? null : holding(text),
    decisions: some(params.decision)?.map((each) => (each === 'none' ? null : each)) ?? null,
    verifications: some(params.verification),
    kinds: some(params.kind),
    systems: some(params.system),
    high: params.high === undefined ? null : params.high === 'true',
    reviewer: params.reviewer ?? null,
    team: params.team ?? null,
    mine: params.mine === 'true' || !seesAll ? mineOf(sight) : null,
  };
}
