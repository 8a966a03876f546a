import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';
import { type Credentials, signIn } from './sign-in.ts';

/** @throws Fault `invalid_input` unless it is the present password; `rate_limited` after too many wrong ones */
export async function requirePassword(ctx: Context, given: Credentials): Promise<void> {
  const account = await signIn(ctx.systemSql, given, ctx.now(), ctx.log);
  if (account !== null) return;
  const message = 'is not your present password';
  throw new Fault('invalid_input', `password: ${message}.`, { fields: [{ path: 'password', message }] });
}
