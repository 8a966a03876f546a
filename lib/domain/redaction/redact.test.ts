import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { knownSecret, redactFragments, redactText } from './redact.ts';
import { MASK, redactLiterals } from './shapes.ts';

// Put together here, so that no scanner of this repository takes them for real ones.
const fake = (...parts: string[]): string => parts.join('');
const BODY = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8';

describe('redactText with known values', () => {
  const value = 'p@ss w&rd/"x"\\n+1';

  it.each([
    ['plain', value],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', encodeURIComponent(value).replaceAll('%20', '+')],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64url', Buffer.from(value).toString('base64url')],
    ['JSON-escaped', JSON.stringify(value).slice(1, -1)],
    ['HTML-escaped', value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
  ])('masks the %s spelling', (_, spelling) => {
    expect(redactText(`before ${spelling} after`, [value])).toBe(`before ${MASK} after`);
  });

  it('masks every occurrence, the longest value first, and does not read it as a pattern', () => {
    expect(redactText('a.c a.c.d abc $&', ['a.c.', 'a.c.d'])).toBe(`a.c ${MASK} abc $&`);
    expect(redactText('x $& y', ['abcd', '$& y'])).toBe(`x ${MASK}`);
  });

  it('masks a very short value only where it stands alone', () => {
    expect(redactText('a password is a, as all', ['a'])).toBe(`${MASK} password is ${MASK}, as all`);
  });

  it('leaves no value behind, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 40 }), fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(secret.trim().length >= 4 && !`${MASK}`.includes(secret));
        const text = redactText(`${before}${secret}${after}|${encodeURIComponent(secret)}`, [secret]);
        expect(text.includes(secret)).toBe(false);
      }),
    );
  });
});

describe('redactText by shape', () => {
  it.each([
    ['AWS access key', fake('AK', 'IA', 'IOSFODNN7EXAMPLE')],
    ['GitHub token', fake('gh', 'p_', BODY)],
    ['GitHub fine-grained token', fake('github', '_pat_', BODY)],
    ['GitLab token', fake('gl', 'pat-', BODY.slice(0, 20))],
    ['Slack token', fake('xo', 'xb-', '123456789012-', BODY.slice(0, 24))],
    ['Stripe key', fake('sk', '_live_', BODY.slice(0, 24))],
    ['JWT', fake('eyJ', 'hbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiIxIn0', '.', 'c2lnbmF0dXJlLW9mLXRoaXM')],
    ['npm token', fake('npm', '_', BODY)],
    ['Google key', fake('AI', 'za', BODY.slice(0, 35))],
  ])('masks a %s', (_, token) => {
    expect(redactText(`use("${token}") here`, [])).toBe(`use("${MASK}") here`);
  });

  const begin = fake('-----BEGIN RSA PRIV', 'ATE KEY-----');
  const end = fake('-----END RSA PRIV', 'ATE KEY-----');

  it('masks private keys, whole, cut off and quoted', () => {
    expect(redactText(`a\n${begin}\nMIIE\nabc\n${end}\nb`, [])).toBe(`a\n${MASK}\nb`);
    expect(redactText(`a\n${begin}\nMIIE\nabc`, [])).toBe(`a\n${MASK}`);
    expect(redactText(`MIIEabc\nabc=\n${end}\nb`, [])).toBe(`${MASK}\nb`);
    expect(redactText(`k = "${begin}\\nMIIE\\n${end}\\n"`, [])).not.toContain('MIIE');
  });

  it('masks key material without any words around, but neither checksums nor paths', () => {
    const material = Buffer.from(Array.from({ length: 60 }, (_, index) => (index * 37) % 251)).toString('base64');
    expect(redactText(material, [])).toBe(MASK);
    const integrity = `"integrity": "sha512-${material}"`;
    expect(redactText(integrity, [])).toBe(integrity);
    const path = 'services/api2/src/main/java/com/acme/platform/users/v2/internal/UserServiceController';
    expect(redactText(path, [])).toBe(path);
    expect(redactText('a'.repeat(128), [])).toBe('a'.repeat(128));
  });

  it('masks what a name says is a secret', () => {
    expect(redactText('db_password = "hunter2"', [])).toBe(`db_password = "${MASK}"`);
    expect(redactText("api_key: 'abc def'", [])).toBe(`api_key: '${MASK}'`);
    expect(redactText('"clientSecret": "x y z"', [])).toBe(`"clientSecret": "${MASK}"`);
    expect(redactText('PASSWORD=hunter2x', [])).toBe(`PASSWORD=${MASK}`);
    expect(redactText('postgres://app:hunter2@db:5432/x', [])).toBe(`postgres://app:${MASK}@db:5432/x`);
    expect(redactText('https://x/y?token=abc&z=1', [])).toBe(`https://x/y?token=${MASK}&z=1`);
    expect(redactText('Authorization: Bearer abcdefghijklmnop123', [])).toContain(`Bearer ${MASK}`);
  });

  it('masks it too where names and values stand in columns', () => {
    expect(redactText('  password            = "Bogus-Rds-88x"', [])).not.toContain('Bogus');
    expect(redactText('DB_PASSWORD                    : bogus88x', [])).not.toContain('bogus');
  });

  it('leaves code readable', () => {
    for (const code of [
      'password = getPassword(1)',
      'token: string;',
      'if (user.password == null) return',
      'const tokens = line.split(",")',
      'see https://example.com/a?b=1',
      'eval(x)',
    ]) {
      expect(redactText(code, [])).toBe(code);
    }
  });

  it('takes time in line with the length of the text', () => {
    const pieces = [
      'password="',
      "secret='",
      'eyJ-',
      'a://b:',
      '-----BEGIN PRIVATE KEY',
      'token=',
      'glpat-',
      'A'.repeat(59),
      ' "\\',
    ];
    const size = 200_000;
    for (const piece of pieces) {
      const text = piece.repeat(size / piece.length);
      const spent = cpuStopwatch();
      redactText(redactLiterals(text), []);
      expect(spent()).toBeLessThan(2000);
    }
  });
});

describe('knownSecret', () => {
  it('knows masked values for none', () => {
    for (const value of [null, '', 'abc', 'REDACTED', '***', 'AKIA****', 'xxxxxxxxxxxx', '●●●●', 'abcdefg...']) {
      expect(knownSecret(value)).toBeNull();
    }
  });

  it('has one spelling for a value', () => {
    expect(knownSecret(' line one\r\nline two\n')).toBe('line one\nline two');
    expect(knownSecret('line one\\nline two')).toBe('line one\nline two');
  });
});

describe('redactFragments', () => {
  it('masks pieces of a value that are long enough to matter', () => {
    const value = 'abcdefghijklmnopqrstuvwxyz';
    expect(redactFragments('x defghijklmnopq y abc', value)).toBe(`x ${MASK} y abc`);
    expect(redactFragments('nothing here at all', value)).toBe('nothing here at all');
  });
});
