import type { Sql } from '#db/client.ts';
import { findMemberships } from '#db/queries/accounts.ts';
import { countRecoveryCodes, findSecondFactor, takeRecoveryCode, takeStep } from '#db/queries/second-factors.ts';
import { forgetSignInFailures } from '#db/queries/sign-in-failures.ts';
import { inTransaction } from '#db/transaction.ts';
import type { System } from '#lib/system.ts';
import { auditFailure, pairOf, takeAttempt } from '../access/throttle.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { open } from '../seal.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { stepOfCode } from './totp.ts';

export interface CheckedCode {
  /** How many recovery codes are left, when one was used; else null. */
  recoveryCodesLeft: number | null;
}

/** What the secret of an account's second factor is encrypted for. */
export const purposeOf = (accountId: number): string => `second factor ${accountId}`;

/**
 * Failures count for the account, wherever they come from: whoever gets to be asked has the password, so that no stranger
 * can lock somebody out, and many machines try no more codes than one.
 */
const failuresOf = (accountId: number) => pairOf(`second factor of ${accountId}`, 'everywhere');

interface Given {
  accountId: number;
  code: string;
  source: string;
}

type Asker = Pick<System, 'now' | 'log' | 'secondFactorKey'> & { sql: Sql };

async function takeAppCode({ sql, now, secondFactorKey }: Asker, { accountId, code }: Given): Promise<boolean> {
  const factor = await findSecondFactor(sql, accountId);
  if (factor === null) return false;
  const step = stepOfCode(open(secondFactorKey(), purposeOf(accountId), factor.secret), code, now());
  return step !== null && inTransaction(sql, (tx) => takeStep(tx, accountId, step));
}

async function takeRecovery({ sql, now: clock }: Asker, { accountId, code, source }: Given): Promise<number | null> {
  const now = clock();
  return inTransaction(sql, async (tx) => {
    const hash = hashRecoveryCode(accountId, code);
    if (!(await takeRecoveryCode(tx, accountId, { hash, now }))) return null;
    const left = await countRecoveryCodes(tx, accountId);
    for (const { orgId, userId, name } of await findMemberships(tx, accountId)) {
      const by = { orgId, at: now, actor: { kind: 'person', id: userId, name } as const, source };
      const target = { kind: 'person', id: String(userId), name } as const;
      await writeAudit(tx, by, { verb: 'person.recovery_code_used', target, detail: { left } });
    }
    return left;
  });
}

/**
 * Takes a code of the account's second factor, from the app (each once, thirty seconds early or late) or a recovery code.
 * Null when it is wrong or was used.
 * @throws Fault `rate_limited` after too many wrong ones
 */
export async function checkCode(system: Asker, given: Given): Promise<CheckedCode | null> {
  const { accountId, source } = given;
  const code = given.code.trim().replace(/\s/g, '');
  const failures = failuresOf(accountId);
  const attempt = await takeAttempt(system.sql, failures, system.now());
  const isAppCode = /^\d{6}$/.test(code);
  const left = isAppCode ? null : await takeRecovery(system, { ...given, code });
  if (left !== null || (isAppCode && (await takeAppCode(system, { ...given, code })))) {
    await inTransaction(system.sql, (tx) => forgetSignInFailures(tx, failures));
    return { recoveryCodesLeft: left };
  }
  const detail = { failures: attempt, step: 'second factor' };
  await inTransaction(system.sql, (tx) => auditFailure(tx, { accountId, source, now: system.now() }, detail));
  system.log.warn({ source, account: accountId, failures: attempt }, 'second factor refused');
  return null;
}
