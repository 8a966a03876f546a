import type { Context } from '#lib/context.ts';
import { reviewRequest } from '#lib/contracts/access-review.ts';
import { decisionRequest, reviewItemParams } from '#lib/contracts/access-review-item.ts';
import type { Role } from '#lib/domain/access/role.ts';
import type { Inventory } from '#lib/domain/privilege/inventory.ts';
import { getReviewItems } from '#lib/views/access-review/get-review-items.ts';
import { FIRST } from '#lib/views/privilege/testing.ts';
import { inventoryOf, openSystemOf } from '../privilege/testing.ts';
import { actAs, type Harness } from '../testing.ts';
import { addMember } from '../user/testing.ts';
import { createReview } from './create-review.ts';
import { decideRights } from './decide-rights.ts';

/** Test helper: a person of the organization, as they act with a session of theirs. */
export async function personOf(harness: Harness, name: string, role: Role): Promise<Context & { userId: number }> {
  const { orgId } = harness.ctx;
  const person = { email: `${name}@acme.test`, name, role, passwordHash: null, now: harness.now() };
  const { id } = await addMember(harness.systemSql, { orgId }, person);
  const ctx = await actAs(harness, { kind: 'user', orgId, role, teamsOf: id });
  return { ...ctx, readSql: ctx.sql, userId: id, credential: { kind: 'session', name, tokenId: null } };
}

/** Test helper: a system with the inventory of `FIRST`, and what makes the next one of it. */
export async function reviewedSystem(harness: Harness, name: string) {
  const { apply, scope } = await openSystemOf(harness, name);
  await harness.admin`update repositories set kind = 'system' where id = ${scope.repoId}`;
  const next = (day: number, said: Partial<Inventory> = {}) => apply(inventoryOf(day, { ...FIRST, ...said }));
  await next(1);
  return { scope, next, system: `test/${name}` };
}

interface Asked {
  people: number[];
  escalateTo: number;
  due: Date;
  scope?: object;
}

export const beginReview = (ctx: Context, { people, escalateTo, due, scope = {} }: Asked): Promise<number> =>
  createReview(
    ctx,
    reviewRequest.parse({
      ...{ name: 'Spring', scope, reviewers: { rule: 'named', people } },
      ...{ due_at: due.toISOString(), escalate_to: escalateTo },
    }),
  );

/** `7 ada owner org: rosa`, in the order of the review. */
export async function listed(ctx: Context, id: number, params: object = {}): Promise<string[]> {
  const { items } = await getReviewItems(ctx, id, reviewItemParams.parse(params));
  return items.map(
    ({ number, principal, permission, target, reviewer, decision, verification }) =>
      `${number} ${principal.name} ${permission} ${target.name}: ${reviewer?.name}${
        decision === null ? '' : `, ${decision.decision}`
      }${verification === null ? '' : `, ${verification.state}`}`,
  );
}

export const decide = (ctx: Context, id: number, request: object): Promise<number> =>
  decideRights(ctx, id, decisionRequest.parse(request));

/** Test helper: what webhooks are told of a review, with its numbers of rights. */
export async function toldOf({ admin }: Harness, id: number): Promise<string[]> {
  const rows = await admin<{ kind: string; detail: { rights: number } }[]>`
    select kind, detail from outbox where kind like 'review_%' and detail->>'review' = ${String(id)} order by id`;
  return rows.map(({ kind, detail }) => `${kind} ${detail.rights}`);
}
