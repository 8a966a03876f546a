import { createHash } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import { insertSetupCode } from '#db/queries/setup-codes.ts';
import type { SetupPurpose } from '#db/schema/access.ts';
import { DAY_MS } from '#lib/domain/time.ts';
import { Fault } from '#lib/errors.ts';
import { randomBase62 } from '../token/format.ts';

/** How long each kind of link works. */
const LIFETIME: Record<SetupPurpose, number> = { first_admin: DAY_MS, invite: 7 * DAY_MS, password: DAY_MS };

export const hashCode = (code: string): Buffer => createHash('sha256').update(code).digest();

/** Makes a one-time code; only its SHA-256 is stored. */
export async function issueCode(
  tx: Transaction,
  input: { purpose: SetupPurpose; userId?: number; accountId?: number; now: Date },
): Promise<string> {
  const code = randomBase62(43);
  const expiresAt = new Date(input.now.getTime() + LIFETIME[input.purpose]);
  await insertSetupCode(tx, { ...input, hash: hashCode(code), expiresAt });
  return code;
}

export const linkOf = (publicUrl: string, code: string): string => `${publicUrl}/setup?code=${code}`;

export function deadCode(): Fault {
  const advice =
    'Make another with `npm run -s plumbline -- setup link`, or ask your administrator for a new invitation.';
  return new Fault('forbidden', `This link was used already, has ended or is mistyped. ${advice}`);
}
