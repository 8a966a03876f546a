import type { Connection } from '#db/client.ts';
import { findSetupCode } from '#db/queries/setup-codes.ts';
import { findUserById, type User } from '#db/queries/users.ts';
import { deadCode } from './code.ts';

/** Whom an invitation is for. @throws Fault `forbidden` for a link that was used, has ended or is of somebody disabled */
export async function findInvited(sql: Connection, hash: Buffer, now: Date): Promise<User> {
  const code = await findSetupCode(sql, hash, now);
  const user = code?.purpose === 'invite' && code.userId !== null ? await findUserById(sql, code.userId) : null;
  if (user === null || user.disabledAt !== null) throw deadCode();
  return user;
}
