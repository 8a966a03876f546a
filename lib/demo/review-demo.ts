import type { Context } from '#lib/context.ts';
import { reviewRequest } from '#lib/contracts/access-review.ts';
import { closeRequest, decisionRequest, type ReviewItem, reviewItemParams } from '#lib/contracts/access-review-item.ts';
import { addDays, MINUTE_MS } from '#lib/domain/time.ts';
import { closeReview } from '#lib/services/access-review/close-review.ts';
import { createReview } from '#lib/services/access-review/create-review.ts';
import { decideRights } from '#lib/services/access-review/decide-rights.ts';
import { verifyReviews } from '#lib/services/access-review/verify-reviews.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { getReviews } from '#lib/views/access-review/get-reviews.ts';
import { COMPANY } from './company.ts';
import { personOf } from './person-of.ts';
import { SYSTEM_NAMES } from './systems/all-systems.ts';
import { CONTRACTOR, FORMER_ADMIN } from './systems/github-system.ts';

/** Who opens the demo's reviews, and who decides. */
const MANAGER = 'Ines Calder';
const REVIEWERS = ['Ines Calder', 'Tomasz Wilk', 'Priya Raman'];
const GITHUB = `github/${COMPANY}`;
const CLOUDS = SYSTEM_NAMES.filter((name) => /^(?:aws|cyberark)\//.test(name));

interface Moment {
  /** Which picture of the systems was taken last. */
  picture: number;
  /** Ids of the repositories that stand for the systems. */
  systems: readonly number[];
  at: Date;
}

/**
 * Lets people of the demo review who may administer what: opened and decided after the second picture; after the third, which
 * shows one of two rights gone that were to go, closed. Another review is open.
 */
export async function reviewDemo(ctx: Context, { picture, systems, at }: Moment): Promise<void> {
  const clock = { now: new Date(at) };
  const people = (await Promise.all(REVIEWERS.map((name) => personOf(ctx, name, clock)))).filter(
    (each) => each !== null,
  );
  const manager = await personOf(ctx, MANAGER, clock);
  // A real person may have one of these addresses.
  if (manager === null || people.length < REVIEWERS.length) return;
  if (picture === 2) {
    const id = await open(manager, people, {
      name: 'Administrators of GitHub',
      systems: [GITHUB],
      level_min: 5,
      days: 14,
    });
    for (const person of people) await decideAll(person, id, clock, (item) => wishOf(item));
  }
  if (picture === 3) {
    for (const repoId of systems) await verifyReviews(ctx, { orgId: ctx.orgId, repoId });
    const [review] = (await getReviews(manager, { limit: 1 })).items;
    clock.now = new Date(clock.now.getTime() + MINUTE_MS);
    if (review !== undefined) await closeReview(manager, review.id, closeRequest.parse({ note: 'Autumn review.' }));
    const clouds = { systems: CLOUDS, level_min: 3 };
    const id = await open(manager, people, { name: 'Clouds and vault', ...clouds, days: 10 });
    const [first] = people;
    if (first !== undefined) await decideAll(first, id, clock, (item) => (item.number % 2 === 0 ? KEEP : null));
  }
}

interface Wish {
  decision: 'certify' | 'revoke';
  reason: string;
}

const KEEP: Wish = { decision: 'certify', reason: 'Needed for what they work on; asked their team.' };

/** Two are to go: somebody has moved to another team, and a contract is over. */
function wishOf({ principal, target }: ReviewItem): Wish {
  if (principal.name === FORMER_ADMIN.login && target.name.endsWith(FORMER_ADMIN.repository))
    return { decision: 'revoke', reason: 'Has moved to logistics and works on this one no more.' };
  if (principal.name === CONTRACTOR.login) return { decision: 'revoke', reason: 'The contract ended in summer.' };
  return KEEP;
}

async function open(
  manager: Context,
  people: readonly Context[],
  { name, days, ...scope }: { name: string; systems: readonly string[]; level_min: number; days: number },
): Promise<number> {
  const ids = people.map(({ userId }) => userId);
  const request = { name, scope, reviewers: { rule: 'named', people: ids }, escalate_to: manager.userId };
  return createReview(manager, reviewRequest.parse({ ...request, due_at: addDays(manager.now(), days).toISOString() }));
}

/** One by one, as high rights are; two minutes each. Null: this one waits. */
async function decideAll(
  person: Context,
  id: number,
  clock: { now: Date },
  wish: (item: ReviewItem) => Wish | null,
): Promise<void> {
  const { items } = await getReviewItems(person, id, reviewItemParams.parse({ mine: 'true', limit: 200 }));
  for (const item of items) {
    const wanted = wish(item);
    if (!item.may.decide || wanted === null) continue;
    clock.now = new Date(clock.now.getTime() + 2 * MINUTE_MS);
    const asked = { ...wanted, items: [item.number], not_mine: item.may.must_say_not_own };
    await decideRights(person, id, decisionRequest.parse(asked));
  }
}
