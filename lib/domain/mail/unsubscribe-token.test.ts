import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.ts';

const KEY = 'ab'.repeat(32);

describe('the token of a link that ends mails', () => {
  it('says whose mail it is, and what it stops', () => {
    for (const stops of ['weekly', 'alerts', { team: 7 }] as const) {
      const what = { orgId: 1, userId: 2_000_000_000, stops };
      expect(readUnsubscribeToken(KEY, unsubscribeToken(KEY, what))).toEqual(what);
    }
  });

  it('is refused when a letter of it differs, or another key made it', () => {
    const token = unsubscribeToken(KEY, { orgId: 1, userId: 12, stops: 'weekly' });
    expect(readUnsubscribeToken('cd'.repeat(32), token)).toBeNull();
    for (let index = 0; index < token.length; index += 1) {
      const other = `${token.slice(0, index)}${token[index] === 'a' ? 'b' : 'a'}${token.slice(index + 1)}`;
      expect([index, readUnsubscribeToken(KEY, other)]).toEqual([index, null]);
    }
    for (const text of ['', 'a', token.toUpperCase(), `${token}a`, token.slice(0, -1)])
      expect(readUnsubscribeToken(KEY, text)).toBeNull();
  });

  it('is signed for this purpose: a signature of the same text for another one does not pass', () => {
    const bare = createHmac('sha256', Buffer.from(KEY, 'hex')).update('1.c.0').digest().subarray(0, 18);
    expect(readUnsubscribeToken(KEY, `1.c.0.${bare.toString('base64url')}`)).toBeNull();
  });
});
