import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** What in-toto statements are called in an envelope. */
export const STATEMENT_TYPE = 'application/vnd.in-toto+json';

export interface SignedEnvelope {
  payloadType: string;
  /** base64 */
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** Files by their hashes, and what is said of them: in-toto Statement v1. */
export interface Statement {
  _type: 'https://in-toto.io/Statement/v1';
  subject: { name: string; digest: { sha256: string } }[];
  predicateType: string;
  predicate: Readonly<Record<string, unknown>>;
}

export interface PublicKey {
  id: string;
  /** 32 bytes. */
  bytes: Buffer;
}

/** A file that a statement is about. */
export const subjectOf = (name: string, bytes: Uint8Array): Statement['subject'][number] => ({
  name,
  digest: { sha256: createHash('sha256').update(bytes).digest('hex') },
});

/** What is signed, as DSSE v1 has it: type and payload with their lengths, so that neither can pass for the other. */
function preAuthentication(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** The key's name: RFC 7638, over the members that RFC 8037 asks for in their order. */
export const keyIdOf = (publicKey: Buffer): string =>
  createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey.toString('base64url') }))
    .digest('base64url');

export const publicKeyOf = (bytes: Buffer): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' });

/** Ed25519 signs the same bytes the same way each time. */
export function signStatement(statement: Statement, keyId: string, privateKey: KeyObject): SignedEnvelope {
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = sign(null, preAuthentication(STATEMENT_TYPE, payload), privateKey).toString('base64');
  return {
    payloadType: STATEMENT_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyId, sig }],
  };
}

/**
 * The id of the first key that signed an envelope; null: none of these did. The key that a signature names is only a hint: it holds
 * where the id is that of the key's own bytes.
 */
export function signerOf(envelope: SignedEnvelope, keys: readonly PublicKey[]): string | null {
  const signed = preAuthentication(envelope.payloadType, Buffer.from(envelope.payload, 'base64'));
  for (const { keyid, sig } of envelope.signatures) {
    const key = keys.find(({ id, bytes }) => id === keyid && keyIdOf(bytes) === id);
    if (key && verify(null, signed, publicKeyOf(key.bytes), Buffer.from(sig, 'base64'))) return key.id;
  }
  return null;
}
