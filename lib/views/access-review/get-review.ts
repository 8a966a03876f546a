import {
  countByPerson,
  countStates,
  countWaitingFor,
  findBatches,
  findDelegations,
} from '#db/queries/access-review-figures.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { paceOf, shareOf } from '#lib/domain/access-review/figures.ts';
import { OVERDUE_DAYS } from '#lib/domain/access-review/verify.ts';
import { addDays } from '#lib/domain/time.ts';
import { permit } from '#lib/permit.ts';
import { type NamesOf, namesFor } from './names-for.ts';
import { reviewViews } from './review-views.ts';
import { isEscalatedTo, requireReview, type Sight, sightOf } from './sight.ts';

/** One access review; with its figures for those who see all of it. @throws Fault not_found */
export async function getReview(ctx: Context, id: number): Promise<ReviewDetail> {
  permit(ctx, 'review:decide', 'organization');
  const sight = await sightOf(ctx);
  const review = await requireReview(ctx, sight, id);
  return detailOf(ctx, review, sight);
}

async function detailOf(ctx: Context, review: AccessReview, sight: Sight): Promise<ReviewDetail> {
  const key = { orgId: ctx.orgId, review: review.id };
  const [views, delegated, waiting, people] = await Promise.all([
    reviewViews(ctx, [review], sight),
    findDelegations(ctx.sql, key),
    countWaitingFor(ctx.sql, key),
    countByPerson(ctx.sql, key),
  ]);
  const [view] = views;
  if (view === undefined) throw new Error('a review has no view');
  const names = await namesFor(ctx, {
    people: [
      ...delegated.flatMap(({ fromPerson, toPerson, by }) => [fromPerson, toPerson, by]),
      ...waiting.map(({ reviewer }) => reviewer),
      ...people.map(({ person }) => person),
    ],
    teams: [...delegated.map(({ fromTeam }) => fromTeam), ...waiting.map(({ reviewerTeam }) => reviewerTeam)],
  });
  const sees = sight.all || isEscalatedTo(review, sight);
  const own = delegated.filter(
    ({ fromPerson, toPerson }) => sees || fromPerson === sight.reviewer?.id || toPerson === sight.reviewer?.id,
  );
  return {
    ...view,
    figures: sees ? await figuresOf(ctx, review, { waiting, people }, names) : null,
    delegations: own.map(({ fromPerson, fromTeam, toPerson, reason, at, by, items }) => ({
      from: names.reviewer(fromPerson, fromTeam) ?? { kind: 'person', ...names.person(by) },
      to: names.person(toPerson),
      ...{ reason, at: at.toISOString(), by: names.person(by), items },
    })),
  };
}

async function figuresOf(
  ctx: Context,
  review: AccessReview,
  counted: { waiting: Awaited<ReturnType<typeof countWaitingFor>>; people: Awaited<ReturnType<typeof countByPerson>> },
  names: NamesOf,
): Promise<ReviewDetail['figures']> {
  const key = { orgId: ctx.orgId, review: review.id };
  const [states, batches] = await Promise.all([
    countStates(ctx.sql, key, addDays(ctx.now(), -OVERDUE_DAYS)),
    findBatches(ctx.sql, key),
  ]);
  const byPerson = Map.groupBy(batches, ({ person }) => person);
  const decided = review.certified + review.revoked + review.changed;
  const inBulk = counted.people.reduce((sum, person) => sum + person.inBulk, 0);
  return {
    high: states.high,
    approval_rate: shareOf(review.certified, decided),
    bulk_approval_rate: shareOf(inBulk, decided),
    reviewers: counted.people.map(({ person, certified, revoked, changed, inBulk: bulk }) => {
      const pace = paceOf(byPerson.get(person) ?? []);
      return {
        person: names.person(person),
        ...{ decided: certified + revoked + changed, certified, revoked, changed, certified_in_bulk: bulk },
        ...{ fastest_seconds: pace.fastest, median_seconds: pace.median },
      };
    }),
    waiting: counted.waiting.flatMap(({ reviewer, reviewerTeam, count }) => {
      const asked = names.reviewer(reviewer, reviewerTeam);
      return asked === null ? [] : [{ ...asked, rights: count }];
    }),
    verification: {
      ...{ pending: states.pending, verified: states.verified, present: states.present, unknown: states.unknown },
    },
    overdue: states.overdue,
  };
}
