import { saveRecoveryCodes } from '#db/queries/second-factors.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RecoveryCodes, SecondFactorProof } from '#lib/contracts/second-factor.ts';
import { requirePassword } from '../access/require-password.ts';
import { requirePerson } from '../user/require-person.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';
import { requireCode } from './require-code.ts';

/** New recovery codes in place of all earlier ones. @throws Fault `invalid_input` for a wrong password or code */
export async function renewRecoveryCodes(
  ctx: Context,
  input: SecondFactorProof & { source: string },
): Promise<RecoveryCodes> {
  const { accountId, email } = await requirePerson(ctx);
  await requirePassword(ctx, { email, password: input.password, source: input.source });
  await requireCode(ctx, { accountId, code: input.code, source: input.source });
  const codes = newRecoveryCodes();
  await inTransaction(ctx.systemSql, async (tx) => {
    await saveRecoveryCodes(
      tx,
      accountId,
      codes.map((code) => hashRecoveryCode(accountId, code)),
    );
    await writeAuditEverywhere(tx, ctx, accountId, { verb: 'person.recovery_codes_renewed' });
  });
  return { codes };
}
