import type { Transaction } from '#db/client.ts';
import { findMemberships, insertAccount, lockAccount } from '#db/queries/accounts.ts';
import { findIdentity, insertIdentity } from '#db/queries/identities.ts';
import { revokeSessionsOfAccount } from '#db/queries/sessions.ts';
import { spendSetupCode } from '#db/queries/setup-codes.ts';
import { setAccount, type User } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import { Fault } from '#lib/errors.ts';
import type { System } from '#lib/system.ts';
import { type SessionOrigin, startSession } from '../access/start-session.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { hashCode } from '../setup/code.ts';
import { findInvited } from '../setup/find-invited.ts';
import { applyGroups, type Confirmed } from './apply-groups.ts';

/** Thrown, so that nothing of the transaction stays. */
class Refused extends Error {
  readonly refusal: SignInRefusal;

  constructor(refusal: SignInRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * The account that the invited person signs in with from now on: that of the identity, or a new one, or the person's own
 * where no other organization trusts it. An address alone never joins two accounts.
 */
async function accountFor(tx: Transaction, user: User, { profile }: Confirmed, now: Date): Promise<number> {
  const known = await findIdentity(tx, profile);
  if (user.accountId !== null) {
    if (known !== null && known.accountId !== user.accountId) throw new Refused('linked_elsewhere');
    await lockAccount(tx, user.accountId);
    const elsewhere = (await findMemberships(tx, user.accountId)).some(({ orgId }) => orgId !== user.orgId);
    if (elsewhere && known === null) throw new Refused('address_taken');
    await revokeSessionsOfAccount(tx, user.accountId, now);
    return user.accountId;
  }
  if (known !== null) throw new Refused('linked_elsewhere');
  const added = await insertAccount(tx, { email: user.email, passwordHash: null, now });
  if (added === null) throw new Refused('address_taken');
  return added.id;
}

interface Input extends Confirmed {
  /** Of the invitation's link. */
  code: string;
  origin: SessionOrigin;
}

async function accept(tx: Transaction, input: Input, { now, log }: { now: Date; log: System['log'] }) {
  const { provider, profile, origin } = input;
  const hash = hashCode(input.code);
  const user = await findInvited(tx, hash, now);
  const accountId = await accountFor(tx, user, input, now);
  if (!(await spendSetupCode(tx, hash, now))) throw new Refused('dead_invitation');
  const scope = { orgId: user.orgId };
  await insertIdentity(tx, profile, { accountId, provider: provider.id, email: profile.email, now });
  await setAccount(tx, scope, user.id, { accountId, name: profile.name });
  const by = {
    ...scope,
    at: now,
    actor: { kind: 'person', id: user.id, name: profile.name } as const,
    source: origin.source,
  };
  const target = { kind: 'person', id: String(user.id), name: profile.name } as const;
  const detail = { role: user.role, provider: provider.id };
  await writeAudit(tx, by, { verb: 'person.invitation_accepted', target, detail });
  await applyGroups(tx, { ...scope, userId: user.id, now, log }, input);
  return { accountId, userId: user.id };
}

/** An invited person signs in with a provider instead of choosing a password. */
export async function acceptInviteByIdentity(
  { systemSql: sql, now: clock, log }: Pick<System, 'systemSql' | 'now' | 'log'>,
  input: Input,
): Promise<{ id: string; accountId: number } | SignInRefusal> {
  const now = clock();
  try {
    const accepted = await inTransaction(sql, (tx) => accept(tx, input, { now, log }));
    return await startSession(sql, { ...accepted, origin: input.origin, provider: input.provider.id }, now);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    if (error instanceof Fault && error.code === 'forbidden') return 'dead_invitation';
    throw error;
  }
}
