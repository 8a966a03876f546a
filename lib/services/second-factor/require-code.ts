import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { checkCode } from './check-code.ts';

export function wrongCode(): Fault {
  const message = 'is wrong or was used; codes are good for half a minute, and once';
  return new Fault('invalid_input', `code: ${message}.`, { fields: [{ path: 'code', message }] });
}

/** @throws Fault `invalid_input` unless it is a code of the account's second factor; `rate_limited` after too many */
export async function requireCode(
  ctx: Context,
  given: { accountId: number; code: string; source: string },
): Promise<void> {
  if ((await checkCode({ ...ctx, sql: ctx.systemSql }, given)) === null) throw wrongCode();
}
