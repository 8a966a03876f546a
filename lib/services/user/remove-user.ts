import type { Sql } from '#db/client.ts';
import { findReviewPeople } from '#db/queries/access-review-people.ts';
import { forgetAccount, lockAccount } from '#db/queries/accounts.ts';
import { deleteAlertsOf } from '#db/queries/alerts.ts';
import { erasePerson } from '#db/queries/erase-person.ts';
import { deleteMailsOf } from '#db/queries/mails.ts';
import { removeFromSchedules } from '#db/queries/report-schedules.ts';
import { deleteViewsOf } from '#db/queries/saved-views.ts';
import { endSetupCodes } from '#db/queries/setup-codes.ts';
import { deleteMemberships } from '#db/queries/team-members.ts';
import { eraseUser } from '#db/queries/users.ts';
import { deleteWatchesOf } from '#db/queries/watches.ts';
import { inTransaction } from '#db/transaction.ts';
import { removedName } from '#lib/domain/audit/seal.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { eraseFromHistory } from '../privilege/erase-from-history.ts';
import type { PeopleContext } from './change-user.ts';
import { lockPerson } from './lock-person.ts';

/** Deleting an account asks whether any organization has it. */
interface RemovalContext extends PeopleContext {
  systemSql: Sql;
}

/**
 * Removes a person for good: name and address are erased, and the address may be invited again as somebody new. The
 * account, with password and sessions, goes too unless it is one of another organization.
 * Findings, tokens, reports, the audit log and the history of who could do what say "Removed person".
 * @throws Fault `forbidden`; `not_found`; `conflict` for the last administrator
 */
export async function removeUser(ctx: RemovalContext, id: number): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const now = ctx.now();
  await inTransaction(ctx.systemSql, async (tx) => {
    const { role, accountId } = await lockPerson(tx, ctx, id, () => ({ kind: 'remove' }));
    await endSetupCodes(tx, 'invite', id);
    if (accountId !== null) await lockAccount(tx, accountId);
    await deleteMemberships(tx, scope, id);
    await deleteMailsOf(tx, scope, id);
    await removeFromSchedules(tx, scope, id);
    await deleteAlertsOf(tx, scope, id);
    await deleteViewsOf(tx, scope, id);
    await deleteWatchesOf(tx, scope, id);
    const people = await findReviewPeople(tx, scope);
    await eraseUser(tx, scope, id, now);
    await releaseUnseen(tx, { ...scope, now }, ctx.userId);
    await erasePerson(tx, scope, id);
    const person = people.find((each) => each.id === id);
    if (person !== undefined) await eraseFromHistory(tx, scope, { person, people, now });
    if (accountId !== null) await forgetAccount(tx, accountId);
    const name = removedName(String(id));
    const target = { kind: 'person', id: String(id), name } as const;
    const by = auditSource(ctx);
    const self = ctx.userId === id ? { actor: { ...by.actor, name }, source: null } : {};
    await writeAudit(tx, { ...by, ...self }, { verb: 'person.removed', target, detail: { role } });
  });
}
