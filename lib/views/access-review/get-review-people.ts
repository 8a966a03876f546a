import { findReviewPeople, findTeammates, type ReviewPerson } from '#db/queries/access-review-people.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewPeopleParams, ReviewPeopleView } from '#lib/contracts/access-review.ts';
import { can } from '#lib/domain/access/access.ts';
import { permit } from '#lib/permit.ts';
import { mayReview } from './ask-reviewers.ts';

/** Most people that are offered: who looks for another one types more of the name. */
const MOST = 8;

/** People who can be asked in a review, by a part of the name or address; of two with one name the addresses too. */
export async function getReviewPeople(ctx: Context, { q }: ReviewPeopleParams): Promise<ReviewPeopleView> {
  permit(ctx, 'review:decide', 'organization');
  const wanted = q.trim().toLowerCase();
  const known = await knownPeople(ctx);
  const found = known.filter(
    ({ name, email }) => name.toLowerCase().includes(wanted) || email.toLowerCase().includes(wanted),
  );
  const names = Map.groupBy(known, ({ name }) => name.toLowerCase());
  return {
    items: found
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id)
      .slice(0, MOST)
      .map(({ id, name, email }) => ({
        ...{ id, name },
        email: (names.get(name.toLowerCase())?.length ?? 0) > 1 ? email : null,
      })),
  };
}

/** Who sees only what is their teams' knows who is in them, and who runs reviews. */
async function knownPeople(ctx: Context): Promise<ReviewPerson[]> {
  const { orgId } = ctx;
  const able = (await findReviewPeople(ctx.sql, ctx)).filter((person) => mayReview(orgId, person));
  const teams = ctx.readScope.teams ?? [];
  if (teams === 'all') return able;
  const mates = await findTeammates(ctx.sql, ctx, teams);
  return able.filter(({ id, role }) => mates.has(id) || can({ kind: 'user', orgId, role }, 'review:manage', { orgId }));
}
