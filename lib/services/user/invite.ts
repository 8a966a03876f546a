import type { Sql } from '#db/client.ts';
import { endSetupCodes } from '#db/queries/setup-codes.ts';
import { findUserByEmail, insertUser, lockPeople } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { Credential } from '#lib/domain/access/credential.ts';
import type { Role } from '#lib/domain/access/role.ts';

import { Fault } from '#lib/errors.ts';
import { permit } from '#lib/permit.ts';
import { auditSource } from '../audit/audit-source.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { issueCode, linkOf } from '../setup/code.ts';

export interface InviteContext
  extends Pick<Context, 'orgId' | 'principal' | 'readScope' | 'userId' | 'source' | 'publicUrl' | 'now'> {
  sql: Sql;
  /** Null for commands. */
  credential: Credential | null;
  /** Of commands: name of the machine's user. */
  operator?: string | undefined;
}

/**
 * Adds a person without an account and returns the one-time link (7 days) to accept. Whether the address has an account in
 * another organization makes no difference here: who accepts finds out. Inviting again ends earlier links; it is also the
 * way to replace a forgotten password of somebody who is in no other organization.
 * @throws Fault `forbidden`; `conflict` when the person has another role or is disabled
 */
export async function inviteUser(
  ctx: InviteContext,
  input: { email: string; role: Role },
): Promise<{ id: number; link: string }> {
  permit(ctx, 'user:write', 'organization');
  const now = ctx.now();
  const name = input.email.split('@')[0] ?? input.email;
  return inTransaction(ctx.sql, async (tx) => {
    const scope = { orgId: ctx.orgId };
    // Of two that are asked for at once, one link works: the later one.
    await lockPeople(tx, scope);
    const added = await insertUser(tx, scope, { ...input, name, accountId: null, now });
    const user = added ?? (await findUserByEmail(tx, scope, input.email));
    if (user === null) throw new Error('the invited person was not stored');
    if (user.disabledAt !== null) throw new Fault('conflict', `${input.email} is disabled. Enable this person first.`);
    if (user.role !== input.role) throw new Fault('conflict', `${input.email} has the role ${user.role} already.`);
    await endSetupCodes(tx, 'invite', user.id);
    const code = await issueCode(tx, { purpose: 'invite', userId: user.id, now });
    const target = { kind: 'person', id: String(user.id), name: user.name } as const;
    const detail = { email: user.email, role: user.role, again: added === null };
    await writeAudit(tx, auditSource(ctx), { verb: 'person.invited', target, detail });
    return { id: user.id, link: linkOf(ctx.publicUrl, code) };
  });
}
