import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { open, seal } from '../seal.ts';
import { hashRecoveryCode, newRecoveryCodes, RECOVERY_CODES } from './recovery-codes.ts';
import { describeTotp, newTotpSecret, stepOfCode } from './totp.ts';

/** That of the test vectors of RFC 6238, whose codes end in the six digits here. */
const SECRET = Buffer.from('12345678901234567890');

describe('codes of an app', () => {
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at second %i', (seconds, code) => {
    expect(stepOfCode(SECRET, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  });

  it('are taken a step early or late, and no further', () => {
    const at = (offset: number) => stepOfCode(SECRET, '005924', new Date((1_234_567_890 + offset) * 1000));
    const step = Math.floor(1_234_567_890 / 30);
    expect([at(-30), at(0), at(29), at(30), at(59)]).toEqual([step, step, step, step, step]);
    expect([at(-31), at(60)]).toEqual([null, null]);
  });

  it('are six digits and nothing else', () => {
    for (const code of ['', '00592', '0059244', 'abcdef', '005925']) {
      expect(stepOfCode(SECRET, code, new Date(1_234_567_890_000))).toBeNull();
    }
  });

  it('come from a secret that an app can read', () => {
    const secret = newTotpSecret();
    const { uri, secret: base32 } = describeTotp(secret, { issuer: 'Plumbline (host)', label: 'ada@example.com' });
    expect(uri).toMatch(/^otpauth:\/\/totp\/Plumbline%20\(host\):ada%40example\.com\?/);
    expect(new URL(uri).searchParams.get('secret')).toBe(base32);
    const now = new Date();
    const code = new TOTP({ secret: Secret.fromBase32(base32) }).generate({ timestamp: now.getTime() });
    expect(stepOfCode(secret, code, now)).not.toBeNull();
  });
});

describe('what is sealed', () => {
  const [key, other] = ['5e'.repeat(32), '6f'.repeat(32)];

  it('is opened with the same key for the same purpose only, and looks different each time', () => {
    const sealed = seal(key, 'second factor 7', SECRET);
    expect(open(key, 'second factor 7', sealed)).toEqual(SECRET);
    expect(sealed.includes(SECRET)).toBe(false);
    expect(seal(key, 'second factor 7', SECRET)).not.toEqual(sealed);
    expect(() => open(other, 'second factor 7', sealed)).toThrow(/cannot be read/);
    expect(() => open(key, 'second factor 8', sealed)).toThrow(/cannot be read/);
  });

  it('is refused when anything of it was changed or is missing', () => {
    const sealed = seal(key, 'x', SECRET);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(key, 'x', changed)).toThrow(/cannot be read/);
      expect(() => open(key, 'x', sealed.subarray(0, index))).toThrow(/cannot be read/);
    }
  });
});

describe('recovery codes', () => {
  it('are ten different ones, easy to type, and belong to one account', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(RECOVERY_CODES);
    for (const code of codes) expect(code).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const [code = ''] = codes;
    expect(hashRecoveryCode(7, code.replaceAll('-', ' ').toUpperCase())).toEqual(hashRecoveryCode(7, code));
    expect(hashRecoveryCode(8, code)).not.toEqual(hashRecoveryCode(7, code));
  });
});
