import type { Transaction } from '#db/client.ts';
import { countAsked } from '#db/queries/access-review-due.ts';
import type { AccessReview } from '#db/queries/access-reviews-write.ts';
import { findOrganization } from '#db/queries/organizations.ts';
import { type ReviewMailKind, renderReview } from '#lib/mail/render/render-review.ts';
import type { System } from '#lib/system.ts';
import { queueMail } from '../mail/queue-mail.ts';

type Mailing = Pick<System, 'env' | 'publicUrl' | 'now'>;
type Told = Pick<AccessReview, 'orgId' | 'id' | 'name' | 'dueAt'>;

/** Queues a mail to each of some people. `which` says which one it is: the same one is not made twice. */
export async function mailPeople(
  tx: Transaction,
  system: Mailing,
  { orgId, id, name, dueAt }: Told,
  {
    kind,
    which,
    people,
  }: { kind: ReviewMailKind; which: string; people: readonly { person: number; rights: number }[] },
): Promise<void> {
  const organization = (await findOrganization(tx, orgId))?.name ?? '';
  for (const { person, rights } of people) {
    const { publicUrl } = system;
    const mail = await renderReview({ kind, organization, publicUrl, review: { id, name, dueAt }, rights });
    const key = `review:${id}:${which}:${person}`;
    await queueMail(tx, system, { orgId }, { ...mail, key, kind: 'review', userId: person, repositories: [] });
  }
}

/** Tells everybody whom a review waits for. */
export async function mailReviewers(
  tx: Transaction,
  system: Mailing,
  review: Told,
  mail: { kind: ReviewMailKind; which: string },
): Promise<void> {
  const people = await countAsked(tx, { orgId: review.orgId, review: review.id });
  await mailPeople(tx, system, review, { ...mail, people });
}
