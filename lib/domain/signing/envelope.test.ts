import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyIdOf, type SignedEnvelope, type Statement, signerOf, signStatement, subjectOf } from './envelope.ts';

function pair(): { id: string; bytes: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.from(String(publicKey.export({ format: 'jwk' }).x), 'base64url');
  return { id: keyIdOf(bytes), bytes, privateKey };
}

const [ours, theirs] = [pair(), pair()];
const statement: Statement = {
  _type: 'https://in-toto.io/Statement/v1',
  subject: [subjectOf('a.csv', Buffer.from('abc'))],
  predicateType: 'urn:test',
  predicate: { state: 'closed' },
};
const signed = signStatement(statement, ours.id, ours.privateKey);

describe('a signed statement', () => {
  it('names its file by the hash that everybody knows', () => {
    expect(statement.subject[0]?.digest.sha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('names its key as RFC 8037 does (appendix A.3)', () => {
    const bytes = Buffer.from('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'base64url');
    expect(keyIdOf(bytes)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('is the same each time, and of the key that signed it among others', () => {
    expect(signStatement(statement, ours.id, ours.privateKey)).toEqual(signed);
    expect(signerOf(signed, [theirs, ours])).toBe(ours.id);
    expect(signerOf(signed, [theirs])).toBeNull();
    // Another key under our name is not ours.
    expect(signerOf(signed, [{ id: ours.id, bytes: theirs.bytes }])).toBeNull();
    expect(signerOf(signStatement(statement, ours.id, theirs.privateKey), [ours, theirs])).toBeNull();
  });

  it('holds for no other byte of payload, type or signature', () => {
    const flip = (text: string, at: number): string => {
      const bytes = Buffer.from(text, 'base64');
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ 1;
      return bytes.toString('base64');
    };
    const changes: ((at: number) => SignedEnvelope)[] = [
      (at) => ({ ...signed, payload: flip(signed.payload, at) }),
      (at) => ({ ...signed, signatures: [{ keyid: ours.id, sig: flip(signed.signatures[0]?.sig ?? '', at) }] }),
      () => ({ ...signed, payloadType: 'application/json' }),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...changes), fc.nat(5000), (change, at) => {
        expect(signerOf(change(at), [ours])).toBeNull();
      }),
    );
  });
});
