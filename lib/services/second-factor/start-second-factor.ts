import encodeQR from 'qr';
import { findAccount } from '#db/queries/accounts.ts';
import { hasSecondFactor } from '#db/queries/second-factors.ts';
import type { Context } from '#lib/context.ts';
import type { SecondFactorStart } from '#lib/contracts/second-factor.ts';
import { Fault } from '#lib/errors.ts';
import { seal } from '../seal.ts';
import { requirePerson } from '../user/require-person.ts';
import { describeTotp, newTotpSecret } from './totp.ts';

/** A secret that nobody has confirmed counts for nothing and is not stored: it travels with its owner, encrypted. */
export const draftOf = (accountId: number): string => `second factor draft ${accountId}`;

/** The squares of a QR code as one path in a grid of `size` units, so that no image and no markup is needed. */
function qrOf(text: string): SecondFactorStart['qr'] {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 2 });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size: rows.length, path };
}

/**
 * A new secret for the caller's authenticator app. Nothing changes until a code of it is confirmed.
 * @throws Fault `conflict` when there is a second factor, or no password that it could stand beside
 */
export async function startSecondFactor(ctx: Context): Promise<SecondFactorStart> {
  const { accountId, email } = await requirePerson(ctx);
  const account = await findAccount(ctx.systemSql, accountId);
  if (account?.passwordHash == null) {
    throw new Fault(
      'conflict',
      'You have no password here: the provider that you sign in with asks for second factors.',
    );
  }
  if (await hasSecondFactor(ctx.systemSql, accountId)) {
    throw new Fault('conflict', 'You have a second factor. Turn it off before you set up another one.');
  }
  const secret = newTotpSecret();
  const issuer = `Plumbline (${new URL(ctx.publicUrl).host})`;
  const described = describeTotp(secret, { issuer, label: email });
  const draft = seal(ctx.secondFactorKey(), draftOf(accountId), secret).toString('base64url');
  return { ...described, draft, qr: qrOf(described.uri) };
}
