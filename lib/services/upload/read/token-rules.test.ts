import { describe, expect, it } from 'vitest';
import { cpuStopwatch } from '#lib/testing.ts';
import { TokenRules } from './token-rules.ts';

// Put together here, so that no scanner of this repository takes them for real ones.
const fake = (...parts: string[]): string => parts.join('');
const BODY = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6';
const TOKENS = [
  fake('gs', 'k_', BODY),
  fake('fig', 'd_', BODY.slice(0, 44)),
  fake('nt', 'n_', '12345678901', BODY.slice(0, 35)),
  fake('ts', 'key-auth-', BODY.slice(0, 12), '-', BODY.slice(0, 30)),
];

function found(texts: readonly string[]): string[] {
  const tokens: string[] = [];
  const rules = new TokenRules((token) => tokens.push(token));
  for (const text of texts) rules.add(text);
  rules.flush();
  return tokens;
}

describe('TokenRules', () => {
  it.each(TOKENS)('finds a token of an issuer that only the maintained rules know: %s', (token) => {
    expect(found(['nothing here', `key ${token}, used twice`, 'and this'])).toEqual([token]);
  });

  it('is not switched off by a comment in the report', () => {
    const [token = ''] = TOKENS;
    expect(found([`// secretlint-disable\n${token}`, `${token} // secretlint-disable-line`])).toEqual([token, token]);
  });

  it('finds tokens in more texts than one block holds, and nothing across two of them', () => {
    const [token = ''] = TOKENS;
    const filler = 'a-word-of-many-letters '.repeat(2000);
    expect(found([filler, token, ...Array(10).fill(filler), token])).toEqual([token, token]);
    expect(found([token.slice(0, 30), token.slice(30)])).toEqual([]);
  });

  it('leaves names, hashes and paths alone', () => {
    const texts = [
      'sha512-0123456789abcdef0123456789abcdef',
      'node_modules/@babel/helper-create-class-features-plugin/lib/index.js',
      'com.example.application.configuration.ApplicationConfiguration',
    ];
    expect(found(texts)).toEqual([]);
  });

  it('takes time in line with the length of the text', () => {
    for (const piece of ['gsk_', 'figd_', 'https://a:', 'SG.aaaa.', 'xoxb-a-', 'mongodb://a:', 'A'.repeat(60)]) {
      const spent = cpuStopwatch();
      found([piece.repeat(200_000 / piece.length)]);
      expect(spent(), piece).toBeLessThan(2000);
    }
  });
});
