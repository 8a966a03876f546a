import { removedName, type SealedPart } from '#lib/domain/audit/seal.ts';
import type { Transaction } from '../client.ts';
import { eraseReviewedSubject } from './access-review-erase.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';
import { REMOVED_NAME } from './users.ts';

/** What the detail of these entries says of their target names the person. */
const DETAIL_NAMES_PERSON = [
  'person.invited',
  'person.first_administrator',
  'person.name_changed',
  'person.email_asked',
  'person.email_withdrawn',
  'person.email_refused',
  'person.email_changed',
  'person.admitted',
  'person.identity_linked',
  'person.identity_unlinked',
];

/** Who asked for a decision, made it or ended it: by a token it has the token's name. */
const withoutDecider = (tx: Transaction, userId: number): Fragment => tx`
  requester_name = case when requested_by = ${userId} and requester_kind = 'session' then ${REMOVED_NAME} else requester_name end,
  decider_name = case when decided_by = ${userId} and decider_kind = 'session' then ${REMOVED_NAME} else decider_name end,
  ender_name = case when ended_by = ${userId} and ender_kind = 'session' then ${REMOVED_NAME} else ender_name end`;

/**
 * Takes the name of somebody who was removed out of everything that keeps names: reports that the person delivered or
 * released, exceptions, exemptions and rules of exceptions, severities, comments, access reviews, and the audit log, whose seals lose the salt, so that nobody can guess the name from its digest. Entries from
 * before there were seals stay: their hash covers the name itself.
 */
export async function erasePerson(tx: Transaction, { orgId }: OrganizationScope, userId: number): Promise<void> {
  // Documents of reviews are drawn again, without the name.
  await tx`delete from access_review_documents where org_id = ${orgId}`;
  const repositories = await tx<{ repoId: number }[]>`
    select distinct repo_id from uploads where org_id = ${orgId} and (user_id = ${userId} or released_by = ${userId})
    order by repo_id`;
  for (const { repoId } of repositories) {
    await tx`
      update uploads set
        credential_name = case when user_id = ${userId} and credential_kind = 'session' then ${REMOVED_NAME} else credential_name end,
        released_by_name = case when released_by = ${userId} then ${REMOVED_NAME} else released_by_name end
      where org_id = ${orgId} and repo_id = ${repoId} and (user_id = ${userId} or released_by = ${userId})`;
  }
  for (const table of ['exceptions', 'exemptions']) {
    const decided = await tx<{ repoId: number }[]>`
      select distinct repo_id from ${tx(table)}
      where org_id = ${orgId} and ${userId}::int in (requested_by, decided_by, ended_by) order by repo_id`;
    for (const { repoId } of decided) {
      await tx`
        update ${tx(table)} set ${withoutDecider(tx, userId)}
        where org_id = ${orgId} and repo_id = ${repoId} and ${userId}::int in (requested_by, decided_by, ended_by)`;
    }
  }
  await tx`
    update exception_rules set ${withoutDecider(tx, userId)}
    where org_id = ${orgId} and ${userId}::int in (requested_by, decided_by, ended_by)`;
  const rated = await tx<{ repoId: number }[]>`
    select distinct repo_id from severity_overrides where org_id = ${orgId} and set_by = ${userId} order by repo_id`;
  for (const { repoId } of rated) {
    await tx`
      update severity_overrides set setter_name = ${REMOVED_NAME}
      where org_id = ${orgId} and repo_id = ${repoId} and set_by = ${userId} and setter_kind = 'session'`;
  }
  const said = await tx<{ repoId: number }[]>`
    select distinct repo_id from comments where org_id = ${orgId} and author_id = ${userId} order by repo_id`;
  for (const { repoId } of said) {
    await tx`
      update comments set author_name = ${REMOVED_NAME}
      where org_id = ${orgId} and repo_id = ${repoId} and author_id = ${userId} and author_kind = 'session'`;
  }
  await tx`
    update access_reviews set
      creator_name = case when created_by = ${userId} and creator_kind = 'session' then ${REMOVED_NAME} else creator_name end,
      ender_name = case when ended_by = ${userId} and ender_kind = 'session' then ${REMOVED_NAME} else ender_name end
    where org_id = ${orgId} and ${userId}::int in (created_by, ended_by)`;
  await eraseReviewedSubject(tx, { orgId }, userId);
  const name = removedName(String(userId));
  const isSealed = (part: SealedPart) => tx`seals is not null and seals -> ${part} ->> 'salt' is not null`;
  const unsalted = (part: SealedPart) => tx`jsonb_set(seals, array[${part}, 'salt'], 'null')`;
  await tx`
    update audit_entries set actor_name = ${name}, source = null, seals = ${unsalted('actor')}
    where org_id = ${orgId} and actor_kind = 'person' and actor_id = ${userId} and ${isSealed('actor')}`;
  await tx`
    update audit_entries set target_name = ${name}, seals = ${unsalted('target')}
    where org_id = ${orgId} and target_kind = 'person' and target_id = ${String(userId)} and ${isSealed('target')}`;
  await tx`
    update audit_entries set detail = '{}', seals = ${unsalted('detail')}
    where org_id = ${orgId} and target_kind = 'person' and target_id = ${String(userId)}
      and verb = any(${DETAIL_NAMES_PERSON}) and ${isSealed('detail')}`;
}
