import type { Transaction } from '../client.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope, RepositoryScope } from './scope.ts';
import { REMOVED_NAME } from './users.ts';

/** Changes rights, `i`; documents that were drawn with what they said before go, and are drawn again when somebody asks. */
async function change(tx: Transaction, orgId: number, update: Fragment): Promise<void> {
  await tx`
    with changed as (${update} returning i.review)
    delete from access_review_documents d
    where d.org_id = ${orgId} and d.review in (select review from changed)`;
}

/**
 * Takes names out of the frozen rights of principals: at once of who is gone, else of reviews that ended, because whoever decides
 * must know of whom. The hashes of a review stay: they are of what was frozen and signed.
 */
export async function eraseReviewed(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  { people, owned, gone }: { people: readonly number[]; owned: readonly number[]; gone: readonly number[] },
): Promise<void> {
  const here = tx`i.org_id = ${orgId} and i.repo_id = ${repoId} and (i.principal = any(${[...gone]}::int[]) or exists (
    select 1 from access_reviews a where a.org_id = ${orgId} and a.id = i.review and a.state <> 'open'))`;
  const own = tx`
    update access_review_items i set principal_name = ${REMOVED_NAME}, principal_id = 'removed:' || i.principal, principal_owner = null
    where ${here} and i.principal = any(${[...people]}::int[]) and i.principal_id <> 'removed:' || i.principal`;
  const theirs = tx`
    update access_review_items i set principal_owner = ${REMOVED_NAME}
    where ${here} and i.principal = any(${[...owned]}::int[]) and i.principal_owner is distinct from ${REMOVED_NAME}`;
  for (const update of [own, theirs]) await change(tx, orgId, update);
}

/** Names of those by whom rights were given, in reviews that ended. */
export async function eraseReviewedGivers(
  tx: Transaction,
  { orgId, repoId }: RepositoryScope,
  names: readonly string[],
): Promise<void> {
  const given = tx`
    update access_review_items i set granted_by = ${REMOVED_NAME}
    where i.org_id = ${orgId} and i.repo_id = ${repoId} and i.granted_by = any(${[...names]}::text[]) and exists (
      select 1 from access_reviews a where a.org_id = ${orgId} and a.id = i.review and a.state <> 'open')`;
  await change(tx, orgId, given);
}

/** The same of rights whose system is gone, or no longer tells of them: known by whom they were found to be of. */
export async function eraseReviewedSubject(
  tx: Transaction,
  { orgId }: OrganizationScope,
  userId: number,
): Promise<void> {
  const known = tx`
    update access_review_items i set
      principal_name = case when i.subject_by = 'owner' then i.principal_name else ${REMOVED_NAME} end,
      principal_id = case when i.subject_by = 'owner' then i.principal_id else 'removed:' || i.principal end,
      principal_owner = case when i.subject_by = 'owner' then ${REMOVED_NAME} end
    where i.org_id = ${orgId} and i.subject = ${userId} and not exists (
      select 1 from privilege_principals p
      where p.org_id = ${orgId} and p.repo_id = i.repo_id and p.number = i.principal and p.until is null)`;
  await change(tx, orgId, known);
}
