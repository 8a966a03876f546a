import type { Sql } from '#db/client.ts';
import { findUserByEmail, type User } from '#db/queries/users.ts';
import { countAttempt, forgetAttempts } from './sign-in-throttle.ts';
import { verifyPassword } from './verify-password.ts';

export interface Credentials {
  email: string;
  password: string;
}

/**
 * The person with this address and password; null for a wrong one, an unknown address or a disabled person alike.
 * @throws Fault `rate_limited` after too many failures
 */
export async function signIn(sql: Sql, input: Credentials, now: Date): Promise<User | null> {
  const email = input.email.trim().toLowerCase();
  countAttempt(email, now);
  const user = await findUserByEmail(sql, email);
  const matches = await verifyPassword(input.password, user?.passwordHash ?? null);
  if (!user || !matches || user.disabledAt !== null) return null;
  forgetAttempts(email);
  return user;
}
