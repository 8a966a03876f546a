import { Secret, TOTP } from 'otpauth';

/** Seconds for which a code is shown. */
const PERIOD = 30;
/** Steps before and after the present one that are taken: phones and servers disagree by some seconds. */
const WINDOW = 1;
const SECRET_BYTES = 20;

export const newTotpSecret = (): Buffer => Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);

const bytesOf = (secret: Buffer): Secret => {
  const copy = new Uint8Array(secret);
  return new Secret({ buffer: copy.buffer });
};

// SHA-1, six digits and thirty seconds are what every authenticator app can do, whatever an address says.
const totpOf = (secret: Buffer, account: { issuer: string; label: string } = { issuer: 'Plumbline', label: 'x' }) =>
  new TOTP({ ...account, secret: bytesOf(secret), algorithm: 'SHA1', digits: 6, period: PERIOD });

/** What an authenticator app reads from a QR code, and the secret for typing it. */
export function describeTotp(
  secret: Buffer,
  account: { issuer: string; label: string },
): { uri: string; secret: string } {
  return { uri: totpOf(secret, account).toString(), secret: bytesOf(secret).base32 };
}

/** The time step of a code that is right around `now`; null for any other. Takes the same time for each. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD) + delta;
}
