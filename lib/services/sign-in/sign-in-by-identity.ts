import type { Transaction } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import { findIdentity, insertIdentity, touchIdentity } from '#db/queries/identities.ts';
import { onlyOrganization } from '#db/queries/organizations.ts';
import { inTransaction } from '#db/transaction.ts';
import type { SignInRefusal } from '#lib/domain/sign-in/refusal.ts';
import type { System } from '#lib/system.ts';
import { type SessionOrigin, startSession } from '../access/start-session.ts';
import { targetOfOrganization } from '../audit/organization-target.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { admit } from './admit.ts';
import { applyGroups, type Confirmed } from './apply-groups.ts';

type Known = { accountId: number } | SignInRefusal;

async function accountOf(tx: Transaction, confirmed: Confirmed & { source: string }, now: Date): Promise<Known> {
  const { provider, profile } = confirmed;
  const use = { provider: provider.id, email: profile.email, now };
  const known = await findIdentity(tx, profile);
  if (known !== null) {
    await touchIdentity(tx, profile, use);
    return known;
  }
  const admitted = await admit(tx, confirmed, now);
  if (typeof admitted === 'string') return admitted;
  await insertIdentity(tx, profile, { ...use, accountId: admitted.accountId });
  return admitted;
}

/** Says in the log of each organization of the account, or of the only one there is, that somebody was refused. */
async function auditRefusal(
  tx: Transaction,
  known: Known,
  refusal: SignInRefusal,
  given: Confirmed & { source: string },
  now: Date,
) {
  const detail = { provider: given.provider.id, refusal, subject: given.profile.subject };
  const actor = { kind: 'nobody', id: null, name: 'not signed in' } as const;
  const by = { at: now, actor, source: given.source };
  if (typeof known !== 'string') {
    for (const { orgId, userId, name } of await findMemberships(tx, known.accountId)) {
      const target = { kind: 'person', id: String(userId), name } as const;
      await writeAudit(tx, { ...by, orgId }, { verb: 'session.sign_in_failed', target, detail });
    }
    return;
  }
  const organization = await onlyOrganization(tx);
  if (organization === null) return;
  const target = targetOfOrganization(organization);
  await writeAudit(tx, { ...by, orgId: organization.id }, { verb: 'session.sign_in_failed', target, detail });
}

/**
 * Signs in who a provider has confirmed: the account of the identity, else a new one where an organization's rules let
 * strangers in. Groups give and take roles first.
 */
export async function signInByIdentity(
  { systemSql: sql, now: clock, log }: Pick<System, 'systemSql' | 'now' | 'log'>,
  input: Confirmed & { origin: SessionOrigin },
): Promise<{ id: string; accountId: number } | SignInRefusal> {
  const now = clock();
  const { provider, origin } = input;
  const given = { ...input, source: origin.source };
  const result = await inTransaction(sql, async (tx): Promise<Known> => {
    const known = await accountOf(tx, given, now);
    if (typeof known === 'string') {
      await auditRefusal(tx, known, known, given, now);
      return known;
    }
    for (const { orgId, userId } of await findMemberships(tx, known.accountId)) {
      await applyGroups(tx, { orgId, userId, now, log }, input);
    }
    const isLetIn = (await findMemberships(tx, known.accountId)).some(({ disabled }) => !disabled);
    if (isLetIn) return known;
    await auditRefusal(tx, known, 'no_access', given, now);
    return 'no_access';
  });
  if (typeof result === 'string') {
    log.warn({ provider: provider.id, refusal: result, source: origin.source }, 'sign-in with a provider refused');
    return result;
  }
  return startSession(sql, { accountId: result.accountId, origin, signsIn: true, provider: provider.id }, now);
}
