import { z } from 'zod';

/** A public key of this installation, as RFC 8037 writes it. */
const publicKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  /** RFC 7638: what signatures name it by. */
  kid: z.string(),
  use: z.literal('sig'),
  alg: z.literal('EdDSA'),
  created_at: z.iso.datetime(),
  /** Since when it signs no more; what it signed before stays good. */
  retired_at: z.iso.datetime().nullable(),
});

/** `GET /api/v1/signing-keys`: a JSON Web Key Set (RFC 7517). */
export const signingKeysView = z.object({ keys: z.array(publicKey) });
export type SigningKeysView = z.infer<typeof signingKeysView>;

/** DSSE: what is signed, exactly as it was signed, and by which keys. */
export const envelope = z.object({
  payloadType: z.string(),
  /** base64 */
  payload: z.string(),
  signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })).min(1),
});

/** in-toto Statement v1: files by their hashes, and what is said of them. */
export const statement = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.object({ sha256: z.string() }) })).min(1),
  predicateType: z.string(),
  predicate: z.record(z.string(), z.unknown()),
});
