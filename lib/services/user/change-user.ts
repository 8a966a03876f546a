import type { Sql } from '#db/client.ts';
import { endSetupCodes } from '#db/queries/setup-codes.ts';
import { type NamedPerson, setAccess } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { UserChange } from '#lib/contracts/user.ts';
import type { Credential } from '#lib/domain/access/credential.ts';
import { permit } from '#lib/permit.ts';
import { releaseUnseen } from '../action/release-unseen.ts';
import { auditSource } from '../audit/audit-source.ts';
import { type AuditEvent, writeAudit } from '../audit/write-audit.ts';
import { lockPerson } from './lock-person.ts';

export interface PeopleContext
  extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'userId' | 'source' | 'now'> {
  sql: Sql;
  /** Null for commands. */
  credential: Credential | null;
}

/**
 * Gives a person another role, or disables or enables them; what the change does not name stays. It counts from their
 * next request on. Who is disabled is signed out, or goes on in another organization, and loses open invitations.
 * @throws Fault `forbidden`; `not_found`; `conflict` for the last administrator, and for raising one's own role
 */
export async function changeUser(ctx: PeopleContext, id: number, change: UserChange): Promise<void> {
  permit(ctx, 'user:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const now = ctx.now();
  await inTransaction(ctx.sql, async (tx) => {
    const person = await lockPerson(tx, ctx, id, (is) => ({
      kind: 'change',
      role: change.role ?? is.role,
      disabled: change.disabled ?? is.disabled,
    }));
    const { role = person.role, disabled = person.disabled } = change;
    // What a person decides, no group of a sign-in provider takes back.
    await setAccess(tx, scope, id, { role, disabled, roleFrom: null, now });
    if (disabled) await endSetupCodes(tx, 'invite', id);
    await releaseUnseen(tx, { ...scope, now }, ctx.userId);
    for (const event of changeEvents(person, { role, disabled })) await writeAudit(tx, auditSource(ctx), event);
  });
}

function changeEvents(before: NamedPerson, after: Pick<NamedPerson, 'role' | 'disabled'>): AuditEvent[] {
  const target = { kind: 'person', id: String(before.id), name: before.name } as const;
  const events: AuditEvent[] = [];
  if (after.role !== before.role) {
    events.push({ verb: 'person.role_changed', target, detail: { from: before.role, to: after.role } });
  }
  if (after.disabled !== before.disabled) {
    events.push({ verb: after.disabled ? 'person.disabled' : 'person.enabled', target });
  }
  return events;
}
