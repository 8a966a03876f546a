import type { Context } from '#lib/context.ts';
import type { ReviewPreview, ReviewPreviewBody } from '#lib/contracts/access-review.ts';
import { ownershipOf } from '#lib/domain/access-review/identity.ts';
import { MOST_ITEMS } from '#lib/domain/access-review/review.ts';
import { permit } from '#lib/permit.ts';
import { type AskedReviewers, askReviewers } from './ask-reviewers.ts';
import { askedScope } from './asked-scope.ts';
import { freeze } from './freeze.ts';
import type { FrozenItem } from './frozen-item.ts';
import { namesFor } from './names-for.ts';
import { snapshotView } from './review-views.ts';

/** What a review of this scope would be about, and who would be asked. Nothing is written. @throws Fault not_found, invalid_input */
export async function previewReview(ctx: Context, body: ReviewPreviewBody): Promise<ReviewPreview> {
  permit(ctx, 'review:manage', 'organization');
  const { items, snapshots } = await freeze(ctx, askedScope(body.scope));
  const { reviewers, escalate_to: last } = body;
  const asked = reviewers && (await askReviewers(ctx, items, reviewers, last ?? firstOf(reviewers)));
  const kinds = { right: 0, membership: 0, own: 0 };
  for (const { kind } of items) kinds[kind] += 1;
  return {
    rights: items.length,
    principals: countPrincipals(items),
    high: items.filter(({ high }) => high).length,
    by_kind: kinds,
    snapshots: snapshots.map(snapshotView),
    reviewers: asked === undefined ? [] : await askedViews(ctx, asked),
    unlinked: asked === undefined ? 0 : asked.items.filter((item) => ownershipOf(item, NOBODY) === 'unknown').length,
    problem: problemOf(items, asked?.nobody ?? []),
  };
}

const NOBODY = { id: 0, email: '' };

const firstOf = (reviewers: NonNullable<ReviewPreviewBody['reviewers']>): number =>
  (reviewers.rule === 'named' ? reviewers.people : reviewers.fallback)[0] ?? 0;

export const countPrincipals = (items: readonly Pick<FrozenItem, 'repoId' | 'principal'>[]): number =>
  new Set(items.map(({ repoId, principal }) => `${repoId} ${principal}`)).size;

/** Why a review of these rights cannot begin; null: it can. */
export function problemOf(items: readonly FrozenItem[], nobody: readonly FrozenItem[]): string | null {
  if (items.length === 0) return 'There is nothing to review: no inventory has a right of this scope.';
  if (items.length > MOST_ITEMS) {
    const most = MOST_ITEMS.toLocaleString('en-US');
    return `These are more than ${most} rights, the most of one review: narrow it to a system, a level or to production.`;
  }
  const [first] = nobody;
  if (first === undefined) return null;
  return `Nobody but ${first.principalName} is asked about what is ${first.principalName}’s own: name another reviewer, or another person to escalate to.`;
}

async function askedViews(ctx: Context, { items }: AskedReviewers): Promise<ReviewPreview['reviewers']> {
  const names = await namesFor(ctx, {
    people: items.map(({ reviewer }) => reviewer),
    teams: items.map(({ reviewerTeam }) => reviewerTeam),
  });
  const groups = Map.groupBy(items, ({ reviewer, reviewerTeam }) => `${reviewer} ${reviewerTeam}`);
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      const asked = first === undefined ? null : names.reviewer(first.reviewer, first.reviewerTeam);
      return asked === null ? [] : [{ ...asked, rights: group.length }];
    })
    .toSorted((a, b) => b.rights - a.rights || a.id - b.id);
}
