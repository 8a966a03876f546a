import { deleteSecondFactor } from '#db/queries/second-factors.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { SecondFactorProof } from '#lib/contracts/second-factor.ts';
import { requirePassword } from '../access/require-password.ts';
import { requirePerson } from '../user/require-person.ts';
import { writeAuditEverywhere } from '../user/write-audit-everywhere.ts';
import { requireCode } from './require-code.ts';

/** From now on the caller's password is enough. @throws Fault `invalid_input` for a wrong password or code */
export async function turnOffSecondFactor(ctx: Context, input: SecondFactorProof & { source: string }): Promise<void> {
  const { accountId, email } = await requirePerson(ctx);
  await requirePassword(ctx, { email, password: input.password, source: input.source });
  await requireCode(ctx, { accountId, code: input.code, source: input.source });
  await inTransaction(ctx.systemSql, async (tx) => {
    if (!(await deleteSecondFactor(tx, accountId))) return;
    await writeAuditEverywhere(tx, ctx, accountId, { verb: 'person.second_factor_off' });
  });
}
