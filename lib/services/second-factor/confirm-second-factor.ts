import { findAccount } from '#db/queries/accounts.ts';
import { insertSecondFactor, saveRecoveryCodes } from '#db/queries/second-factors.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RecoveryCodes, SecondFactorConfirmation } from '#lib/contracts/second-factor.ts';
import { Fault } from '#lib/errors.ts';
import { requirePassword } from '../access/require-password.ts';
import { open, seal } from '../seal.ts';
import { requirePerson } from '../user/require-person.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';
import { purposeOf } from './check-code.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { wrongCode } from './require-code.ts';
import { draftOf } from './start-second-factor.ts';
import { stepOfCode } from './totp.ts';

function secretOf(ctx: Context, accountId: number, draft: string): Buffer {
  try {
    return open(ctx.secondFactorKey(), draftOf(accountId), Buffer.from(draft, 'base64url'));
  } catch {
    throw new Fault('conflict', 'This set-up has ended. Begin again.');
  }
}

/**
 * Turns the second factor on, with a first code of the app: from now on the password alone is not enough.
 * @returns the recovery codes, for the only time
 * @throws Fault `invalid_input` for a wrong password or code; `conflict` when there is a second factor
 */
export async function confirmSecondFactor(
  ctx: Context,
  input: SecondFactorConfirmation & { source: string },
): Promise<RecoveryCodes> {
  const { accountId, email } = await requirePerson(ctx);
  await requirePassword(ctx, { email, password: input.password, source: input.source });
  const now = ctx.now();
  const secret = secretOf(ctx, accountId, input.draft);
  const step = stepOfCode(secret, input.code, now);
  if (step === null) throw wrongCode();
  const codes = newRecoveryCodes();
  await inTransaction(ctx.systemSql, async (tx) => {
    if ((await findAccount(tx, accountId)) === null) throw new Fault('not_found', 'There is no such person.');
    const stored = seal(ctx.secondFactorKey(), purposeOf(accountId), secret);
    if (!(await insertSecondFactor(tx, accountId, { secret: stored, step, now }))) {
      throw new Fault('conflict', 'You have a second factor already.');
    }
    await saveRecoveryCodes(
      tx,
      accountId,
      codes.map((code) => hashRecoveryCode(accountId, code)),
    );
    await writeAuditEverywhere(tx, ctx, accountId, { verb: 'person.second_factor_on' });
  });
  return { codes };
}
